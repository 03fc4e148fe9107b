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

from local.glossary import hard_words, long_sentences, other_address
from services.notifications.channels.mail import compose
from services.notifications.channels.rendering import reference, render
from services.notifications.channels.unsubscribe_link import PATH
from services.notifications.letters.catalogue import LETTERS, REMINDER
from services.notifications.letters.session_changes import session_changed, session_changed_staff
from services.notifications.letters.sessions import session_near
from services.notifications.letters.waiting import waiting_began
from services.notifications.models import Message
from shared.database import new_id
from shared.language import LANGUAGES
from shared.settings import Settings
from tests.conftest import environment

MOST_WORDS, MOST_BYTES = 200, 12_000
"""Of one thing told: a minute of reading, half a second of EDGE; the calendar file is counted."""
IN_NO_CALENDAR = (waiting_began, session_near, session_changed, session_changed_staff)
WITHOUT_FILE = {REMINDER, *(letter.name for letter in IN_NO_CALENDAR)}
"""They name meetings that another mail puts into the calendar, or are read by whoever runs the programme."""
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
    return bool(email.context.get("sessions")) and email.template not in WITHOUT_FILE


def links_of(text: str, settings: Settings) -> list[str]:
    """Return the links of a mail to this site but that which ends news; an offer may lead to a map and a chat."""
    found = re.findall(r"https?://\S+", text)
    return [link for link in found if link.startswith(settings.public_url) and PATH not in link]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_a_mail_of_the_version_before_is_written(path: Path, language: str, settings: Settings) -> None:
    email, leads_to = frozen(path)
    email.language = language
    body = composed(email, settings).get_body(["plain"])
    assert body
    assert email.recipient_name in body.get_content()
    assert links_of(render(email, settings).text, settings) == ([settings.public_url + leads_to] if leads_to else [])
    for masked in (False, True):
        rendered = render(email, settings, masked=masked)
        assert "None" not in rendered.subject + rendered.text + rendered.html


def gathered(path: Path, count: int) -> Message:
    """Return the mail with so many of what it tells one by one; with all it has where it tells of one thing."""
    email = queued(path)
    for name in ("items", "nominees"):
        if rows := email.context.get(name):
            email.context = {**email.context, name: [_another(rows[0], place) for place in range(count)]}
    return email


def _another(row: dict[str, Any], place: int) -> dict[str, Any]:
    names = {name: f"{row[name]} {place}" for name in ("ikm_name", "recipient_name") if name in row}
    return {**row, **names}


def words_of(email: Message, settings: Settings) -> str:
    written = render(email, settings)
    return re.sub(r"https?://\S+", "", f"{written.subject}\n{written.text}")


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_its_words_are_plain_and_its_sentences_short(path: Path, count: int, settings: Settings) -> None:
    email = gathered(path, count)
    said = words_of(email, settings)
    assert [*hard_words(said), *long_sentences(said), *other_address(said)] == []
    email.language = "en"
    assert list(long_sentences(words_of(email, settings))) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_it_is_read_in_a_minute_and_loads_over_the_slowest_net(path: Path, language: str, settings: Settings) -> None:
    email = queued(path)
    email.language = language
    assert len(words_of(email, settings).split()) <= MOST_WORDS
    assert len(composed(email, settings).as_bytes()) <= MOST_BYTES


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_also_of_very_many_it_says_the_first_and_how_many_more(path: Path, settings: Settings) -> None:
    email = gathered(path, 2000)
    assert len(composed(email, settings).as_bytes()) <= 2 * MOST_BYTES
    many = email.context.keys() & {"items", "nominees"}
    assert ("Dan 1.950 lagi." in render(email, settings).text) == bool(many)


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_nothing_stands_twice_in_it(path: Path, settings: Settings) -> None:
    email = queued(path)
    text = render(email, settings).text
    offer = (email.context.get("items") or [email.context])[0].get("offer") or {}
    known = [offer.get(name) for name in ("title", "institution_name", "place")] + [settings.office.phone]
    # An institution's own mailbox is greeted by its name.
    body = text.partition("\n")[2]
    paragraphs = [part for part in text.split("\n\n") if part]
    assert {said: body.count(said) for said in known if said and body.count(said) > 1} == {}
    assert [part for part in paragraphs if paragraphs.count(part) > 1] == []


@pytest.mark.parametrize("path", [path for path in MAILS if has_times(path)], ids=lambda path: path.stem)
def test_its_calendar_file_holds_its_meetings(path: Path, settings: Settings) -> None:
    email = queued(path)
    (attachment,) = composed(email, settings).iter_attachments()
    meetings = Calendar.from_ical(attachment.get_content()).walk("VEVENT")
    assert len(meetings) == len(email.context["sessions"])


def test_every_kind_of_mail_is_frozen() -> None:
    assert {queued(path).template for path in MAILS} == LETTERS.keys()
