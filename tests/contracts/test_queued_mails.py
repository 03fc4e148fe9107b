"""A mail waits as it was queued, maybe since before an upgrade: what was ever queued can still be written.

A new letter brings one such mail, with the page to which it leads.
"""

import json
import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar

from services.notifications.actions.preferences import PATH
from services.notifications.actions.rendering import reference, render
from services.notifications.channels.mail import compose
from services.notifications.letters.catalogue import LETTERS, REMINDER
from services.notifications.letters.waiting import waiting_began
from services.notifications.models import Message
from shared.database import new_id
from shared.settings import Settings
from tests.conftest import environment

MAILS = sorted((Path(__file__).parent / "mails").glob("*.json"))


def composed(message: Message, settings: Settings) -> EmailMessage:
    return compose(render(message, settings), reference(message, settings), settings)


@pytest.fixture
def settings(make_sqlite_url: Callable[[str], str]) -> Settings:
    url = make_sqlite_url("notifications")
    return Settings.from_env("notifications", environment("notifications", url, "redis://127.0.0.1:1/0"))


def frozen(path: Path) -> tuple[Message, str | None]:
    """Return a mail as a row of a database that was brought to the newest schema, and the page to which it leads."""
    row: dict[str, Any] = json.loads(path.read_text())
    leads_to = row.pop("leads_to")
    ids = {name: value and UUID(value) for name, value in row.items() if name.endswith("_id")}
    return Message(**row | ids, id=new_id()), leads_to


def queued(path: Path) -> Message:
    return frozen(path)[0]


def has_times(path: Path) -> bool:
    email = queued(path)
    return bool(email.context.get("sessions")) and email.template not in (REMINDER, waiting_began.name)


def links_of(text: str) -> list[str]:
    """Return the links of a mail but that which ends news."""
    return [link for link in re.findall(r"https?://\S+", text) if PATH not in link]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_a_mail_of_the_version_before_is_written(path: Path, language: str, settings: Settings) -> None:
    email, leads_to = frozen(path)
    email.language = language
    body = composed(email, settings).get_body(["plain"])
    assert body
    assert email.recipient_name in body.get_content()
    assert links_of(render(email, settings).text) == ([settings.public_url + leads_to] if leads_to else [])
    for masked in (False, True):
        rendered = render(email, settings, masked=masked)
        assert "None" not in rendered.subject + rendered.text + rendered.html


@pytest.mark.parametrize("path", [path for path in MAILS if has_times(path)], ids=lambda path: path.stem)
def test_its_calendar_file_holds_its_meetings(path: Path, settings: Settings) -> None:
    email = queued(path)
    (attachment,) = composed(email, settings).iter_attachments()
    meetings = Calendar.from_ical(attachment.get_content()).walk("VEVENT")
    assert len(meetings) == len(email.context["sessions"])


def test_every_kind_of_mail_is_frozen() -> None:
    assert {queued(path).template for path in MAILS} == LETTERS.keys()
