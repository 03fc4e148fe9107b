"""What parts a mail's pieces can stand in no piece, whatever people have written."""

from email import message_from_bytes
from email.policy import default

from services.notifications.channels.envelope import wire_form
from services.notifications.channels.mail import BETWEEN_FILES, BETWEEN_WORDINGS, compose
from services.notifications.domain.addressee import Addressee
from services.notifications.letters.calendar import CalendarFile
from services.notifications.letters.rendering import Written
from tests.notifications.conftest import Desk, settings_for

CONFUSING = "".join(f"--{mark}{end}\r\n" for mark in (BETWEEN_WORDINGS, BETWEEN_FILES) for end in ("", "--"))


def test_lines_that_look_like_the_end_of_a_part_end_none(desk: Desk) -> None:
    calendar = CalendarFile(CONFUSING.encode(), "PUBLISH")
    letter = Written(Addressee("Siti", "siti@ikm.example", "id"), "Undangan", CONFUSING, CONFUSING, calendar, None)
    mail = compose(letter, "<1@ikm.example>", settings_for(desk.database, "smtp://127.0.0.1:1"))
    read = message_from_bytes(wire_form(mail), policy=default)
    parts = [part.get_content() for part in read.walk() if not part.is_multipart()]
    assert [str(part).split() for part in parts] == [CONFUSING.split()] * 3
