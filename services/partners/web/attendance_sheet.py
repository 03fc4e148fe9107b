"""The whole list in one form: of each cell one letter, and which letters its reader saw before."""

from collections.abc import Iterator
from uuid import UUID

from werkzeug.datastructures import MultiDict

from services.partners.domain.attendance import ABSENT, EXCUSED, PENDING, PRESENT, SICK
from services.partners.domain.mark import Mark
from services.partners.queries.attendance import AttendanceList
from shared.errors import InvalidInput
from shared.language import msg

LETTERS = {PENDING: "-", PRESENT: "H", EXCUSED: "I", SICK: "S", ABSENT: "A"}
"""Hadir, izin, sakit, tanpa keterangan: the letters of every attendance list in Indonesia."""
STATES = {letter: state for state, letter in LETTERS.items()}


def letters_of(shown: AttendanceList) -> list[str]:
    """Return of each person the letters, one a session."""
    return ["".join(LETTERS[item.marks.get(one.id, PENDING)] for one in shown.sessions) for item in shown.people]


def changes(sent: MultiDict[str, str]) -> list[Mark]:
    """Return what a sent list says otherwise than its reader saw it."""
    people, meetings = ids(sent.get("people", "")), ids(sent.get("sessions", ""))
    seen = sent.get("letters", "").split()
    if len(seen) != len(people) or any(len(row) != len(meetings) for row in seen):
        raise unreadable()
    return list(_changes(sent, people, meetings, seen))


def _changes(sent: MultiDict[str, str], people: list[UUID], meetings: list[UUID], seen: list[str]) -> Iterator[Mark]:
    for row, enrolment_id in enumerate(people):
        for column, session_id in enumerate(meetings):
            before = seen[row][column]
            letter = sent.get(f"{row}.{column}", before)
            if letter != before:
                yield Mark(enrolment_id, session_id, state_of(letter), seen=state_of(before))


def state_of(letter: str) -> str:
    """Return the state that a letter stands for. Raises InvalidInput."""
    if letter not in STATES:
        raise unreadable()
    return STATES[letter]


def ids(text: str) -> list[UUID]:
    """Return ids that stand one after the other. Raises InvalidInput."""
    try:
        return [UUID(word) for word in text.split()]
    except ValueError as error:
        raise unreadable() from error


def unreadable() -> InvalidInput:
    return InvalidInput({"": [msg("This list cannot be read. Open it anew, then note once more.")]})


def pressed(text: str) -> tuple[UUID, str, str]:
    """Return what a button of one session says: whom, which state was seen, which it is now. Raises InvalidInput."""
    try:
        who, seen, letter = text.split(".")
        return UUID(who), state_of(seen), state_of(letter)
    except ValueError as error:
        raise unreadable() from error
