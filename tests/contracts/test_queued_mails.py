"""A mail waits as it was queued, maybe since before an upgrade: what was ever queued can still be written."""

import json
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar

from services.notifications.actions.rendering import render
from services.notifications.actions.writing import write
from services.notifications.channels.mail import compose
from services.notifications.domain.template import TEMPLATES
from services.notifications.models import Message
from shared.database import new_id
from shared.settings import Settings
from tests.conftest import environment

MAILS = sorted((Path(__file__).parent / "mails").glob("*.json"))
BEGAN_LATER = {"seat_given_back"}
"""Kinds that no version has sent before the one they came with."""


def composed(message: Message, settings: Settings) -> EmailMessage:
    return compose(write(message, settings), settings)


@pytest.fixture
def settings(make_sqlite_url: Callable[[str], str]) -> Settings:
    url = make_sqlite_url("notifications")
    return Settings.from_env("notifications", environment("notifications", url, "redis://127.0.0.1:1/0"))


def queued(path: Path) -> Message:
    """Return the mail as a row of a database that was brought to the newest schema."""
    row: dict[str, Any] = json.loads(path.read_text())
    ids = {name: value and UUID(value) for name, value in row.items() if name.endswith("_id")}
    return Message(**row | ids, id=new_id())


def has_times(path: Path) -> bool:
    email = queued(path)
    return bool(email.context.get("sessions") and TEMPLATES[email.template].calendar)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_a_mail_of_the_version_before_is_written(path: Path, language: str, settings: Settings) -> None:
    email = queued(path)
    email.language = language
    body = composed(email, settings).get_body(["plain"])
    assert body
    assert email.recipient_name in body.get_content()
    for masked in (False, True):
        rendered = render(email, settings, masked=masked)
        assert "None" not in rendered.subject + rendered.text + rendered.html


@pytest.mark.parametrize("path", [path for path in MAILS if has_times(path)], ids=lambda path: path.stem)
def test_its_calendar_file_holds_its_meetings(path: Path, settings: Settings) -> None:
    email = queued(path)
    (attachment,) = composed(email, settings).iter_attachments()
    meetings = Calendar.from_ical(attachment.get_content()).walk("VEVENT")
    assert len(meetings) == len(email.context["sessions"])


def test_every_kind_of_mail_that_was_queued_before_is_frozen() -> None:
    assert {queued(path).template for path in MAILS} == TEMPLATES.keys() - BEGAN_LATER
