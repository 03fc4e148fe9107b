"""Whether a record proves an outcome: its number, its day, and where it was seen."""

from datetime import date

from services.registry.domain.outcome_number import Proper, WrongShape, proper
from shared.errors import InvalidInput
from shared.language import Message, msg
from shared.text import says_something
from shared.words import spoken

MOST = 5 * 1024 * 1024
"""Bytes of a file."""
TYPES = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
"""How a file that may be kept begins, and what it is then."""


def checked(kind: str, began_on: date, today: date, *, number: str, dated_on: date, has_proof: bool) -> Proper:
    """Return the number as it is kept. Raises InvalidInput with a sentence for each field that proves nothing."""
    wrong: dict[str, list[Message]] = {}
    if dated_on < began_on:
        wrong["dated_on"] = [
            msg("This day lies before the programme, which began on {day}: it proves nothing.", day=spoken(began_on))
        ]
    elif dated_on > today:
        wrong["dated_on"] = [msg("This day is still to come.")]
    if not has_proof:
        wrong["source"] = [msg("Say where the evidence was seen, or add a file.")]
    found = _number(kind, number, wrong)
    if wrong or found is None:
        raise InvalidInput(wrong)
    return found


def _number(kind: str, number: str, wrong: dict[str, list[Message]]) -> Proper | None:
    if not says_something(number):
        wrong["number"] = [msg("Give the number of the evidence.")]
        return None
    try:
        return proper(kind, number)
    except WrongShape as error:
        wrong["number"] = [error.message]
        return None


def type_of(file: bytes) -> str:
    """Return what a file is, by how it begins. Raises InvalidInput for what is too large or not kept."""
    if len(file) > MOST:
        raise InvalidInput({"file": [msg("The file is larger than 5 MB. Take a smaller picture.")]})
    for beginning, kind in TYPES.items():
        if file.startswith(beginning):
            return kind
    raise InvalidInput({"file": [msg("Only PDF, JPEG or PNG can be kept.")]})
