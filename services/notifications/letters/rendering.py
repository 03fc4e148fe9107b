"""A letter as its reader gets it: subject, text and HTML, and a calendar file where it is about meetings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup, escape

from services.notifications.domain.addressee import Addressee
from services.notifications.letters.calendar import CalendarFile, calendar_file
from services.notifications.letters.catalogue import LETTERS
from services.notifications.letters.content import Button
from services.notifications.letters.frame import frame
from services.notifications.letters.letter import INSTITUTION
from services.notifications.letters.told import Told
from shared.address import header_text
from shared.language import use_language
from shared.settings import Office

SUBJECT_LENGTH = 180
BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Written:
    """``unsubscribe_url`` is where its reader turns such letters off, None where they cannot be."""

    to: Addressee
    subject: str
    text: str
    html: str
    calendar: CalendarFile | None
    unsubscribe_url: str | None


def write(
    name: str,
    context: Mapping[str, Any],
    to: Addressee,
    *,
    office: Office,
    site: str,
    unsubscribe_url: str | None = None,
) -> Written:
    """Write a letter in its reader's language, from what the mail's row keeps of the fact.

    ``site`` is the address under which its reader has the pages. Raises KeyError where the context lacks what the
    letter says.
    """
    with use_language(to.language):
        told = _told(name, context, office, site)
        content = LETTERS[name].write(told)
        values = {
            "language": to.language,
            "frame": frame(to, told, unsubscribe_url),
            "parts": [part for part in content.body if part is not None],
        }
        text, html = (_layout(suffix).render(values) for suffix in ("txt", "html"))
    return Written(
        to=to,
        subject=header_text(content.subject, SUBJECT_LENGTH),
        text=BLANK_LINES.sub("\n\n", text).strip() + "\n",
        html=html,
        calendar=calendar_file(content.calendar, context, office) if content.calendar else None,
        unsubscribe_url=unsubscribe_url,
    )


def _told(name: str, context: Mapping[str, Any], office: Office, site: str) -> Told:
    own = "/saya" if LETTERS[name].to == INSTITUTION else ""
    return Told(
        context=context,
        office=office,
        site=site,
        offers=f"{site}/penawaran{own}",
        kinds={letter.name: letter.label for letter in LETTERS.values()},
    )


def linked(text: str, links: Sequence[Button]) -> Markup:
    """Write a text in HTML, with what of it leads somewhere as a link."""
    html = escape(text)
    for link in links:
        anchor = Markup('<a href="{}" style="color:#47605d;">{}</a>').format(link.url, link.label)
        html = html.replace(escape(link.label), anchor)
    return html


@cache
def _layout(suffix: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["linked"] = linked
    return environment.get_template(f"layout.{suffix}")
