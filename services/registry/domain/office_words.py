"""Words of an office's own, and what they mean in its lists."""

from collections.abc import Mapping
from types import MappingProxyType

from services.registry.domain.cells import Cell, text
from services.registry.domain.field import Kind
from services.registry.domain.fields import KECAMATAN_NAMES, LISTED
from services.registry.domain.wording import HELD
from shared.errors import InvalidInput
from shared.language import Message, msg
from shared.search import search_key

KECAMATAN, UNIT, ANSWER = "kecamatan", "unit", "answer"
KINDS: dict[str, Message] = {
    KECAMATAN: msg("Kecamatan"),
    UNIT: msg("Unit of the capacity"),
    ANSWER: msg("Yes or no"),
}
LONGEST = {KECAMATAN: 60, UNIT: 40, ANSWER: 60}
_OF_KIND = {Kind.KECAMATAN: KECAMATAN, Kind.UNIT: UNIT}
_OF_FIELD = {
    field.heading: _OF_KIND[field.kind] for field in LISTED.values() if field.kind in _OF_KIND
} | dict.fromkeys(("nib", "pirt", "halal", "md", "merek"), ANSWER)
"""Columns in whose cells a word of the office's own is understood. Never consent: an owner says yes in plain words."""
_SPOKEN = {"yes": "ya", "no": "tidak"}

OfficeWords = Mapping[tuple[str, str], str]
"""Kind and key of a word to what it means."""
NO_WORDS: OfficeWords = MappingProxyType({})


def choices(kind: str) -> Mapping[str, Message] | None:
    """Return the codes a word of this kind may mean, None where it is any words."""
    return {KECAMATAN: KECAMATAN_NAMES, ANSWER: {code: HELD[code] for code in _SPOKEN}}.get(kind)


def checked(kind: str, word: str, meaning: str) -> tuple[str, str, str]:
    """Return key, word and meaning as they are kept. Raises InvalidInput, by the name of the field."""
    if kind not in KINDS:
        raise InvalidInput({"kind": [msg("Choose what the word is for.")]})
    key, allowed, wrong = search_key(word), choices(kind), {}
    if not key or len(word) > LONGEST[kind]:
        wrong["word"] = [msg("Type the word as it stands in your lists, at most {most} signs.", most=LONGEST[kind])]
    if not meaning or (allowed is not None and meaning not in allowed) or len(meaning) > LONGEST[kind]:
        wrong["meaning"] = [msg("Choose what the word means.")]
    if wrong:
        raise InvalidInput(wrong)
    return key, word, meaning


def meant(words: OfficeWords, heading: str, cell: Cell) -> Cell:
    """Return what the office means by a cell of the column that means ``heading``; the cell where it has no word."""
    kind = _OF_FIELD.get(heading)
    if kind is None or not words:
        return cell
    meaning = words.get((kind, search_key(text(cell))))
    if meaning is None:
        return cell
    return _SPOKEN[meaning] if kind == ANSWER else meaning
