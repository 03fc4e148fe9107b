"""A mail's subject, text and HTML, from its folder of templates, in the language of who reads it."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.sandbox import SandboxedEnvironment

from services.notifications.actions import wording
from services.notifications.actions.facts import offer_facts
from services.notifications.actions.preferences import unsubscribe_url
from services.notifications.domain import message as rules
from services.notifications.domain.template import INSTITUTION, TEMPLATES
from services.notifications.models.message import Message
from shared.address import header_text, shortened
from shared.language import gettext, translate, use_language
from shared.settings import Settings

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "mail"
SUBJECT_LENGTH = 180
NAME_IN_SUBJECT = 70
"""So that of two names, each as long as they may be, both are still there."""
BLANK_LINES = re.compile(r"\n{3,}")
MASKED_PATH = "/undangan/…"


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(email: Message, settings: Settings, *, masked: bool = False) -> Rendered:
    """Write a mail. ``masked`` leaves out the signed link with which only its addressee may answer."""
    with use_language(email.language):
        values = _values(email, settings, masked=masked)
        subject, text, html = (
            _environment().get_template(f"{email.template}/{part}").render(values)
            for part in ("subject.txt", "body.txt", "body.html")
        )
    return Rendered(header_text(subject, SUBJECT_LENGTH), BLANK_LINES.sub("\n\n", text).strip() + "\n", html)


def _values(email: Message, settings: Settings, *, masked: bool) -> dict[str, Any]:
    answer_path = MASKED_PATH if masked else email.context.get("answer_path", "")
    audience = TEMPLATES[email.template].audience
    return {
        **email.context,
        "greeting": _greeting(email),
        "language": email.language,
        "office": settings.office,
        "site": settings.public_url,
        "offers_url": f"{settings.public_url}/penawaran" + ("/saya" if audience == INSTITUTION else ""),
        "answer_url": f"{settings.public_url}{answer_path}",
        "unsubscribe_url": None if masked else unsubscribe_url(email, settings),
    }


def _greeting(email: Message) -> str:
    """Address a person by name, and a mailbox that is nobody's own by the institution's."""
    if email.account_id or email.ikm_id:
        return gettext("Dear {name},", name=email.recipient_name)
    return gettext("To {name},", name=email.recipient_name)


@cache
def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        moment=wording.moment,
        short=lambda name: shortened(name, NAME_IN_SUBJECT),
        template_label=lambda name: translate(TEMPLATES[name].label),
        reason_label=lambda code: translate(rules.REASONS[code]),
    )
    environment.globals.update(_=gettext, offer_facts=offer_facts, period=wording.period)
    return environment
