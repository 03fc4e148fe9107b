"""Steps of reading a row: what the business is called, where it is and how its owner is reached."""

import re

from services.registry.domain.cells import Unreadable, has_control_characters, known, looks_like_formula, text
from services.registry.domain.evasion import is_nobodys_mailbox, names_nobody, tells_no_place
from services.registry.domain.field import WORDS, Kind
from services.registry.domain.fields import LISTED
from services.registry.domain.names import tidy
from services.registry.domain.phones import phones
from services.registry.domain.reading import Reading
from services.registry.domain.silence import is_error, is_placeholder, is_zero, refers_above, says_nothing
from shared.language import msg
from shared.text import says_something

_WORD = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_EMAIL = re.compile(rf"^(?=[^@]{{1,64}}@){_WORD}(?:\.{_WORD})*@[a-z0-9-]+(?:\.[a-z0-9-]+)+$", re.IGNORECASE)
_BETWEEN = re.compile(r"[;,/|]|\s(?:dan|atau|or|&)\s|\s(?=\S+@)")
_BESIDE = re.compile(r"\([^()@]*\)|^(?:alamat\s)?(?:e-?mail|surel)\s*:|\bmailto:", re.IGNORECASE)
_LONGEST_EMAIL = 254
_EMPTY = {Kind.PERSON: names_nobody, Kind.ADDRESS: tells_no_place}
_TIDIED = (Kind.NAME, Kind.PERSON)
_TEXTS = tuple(field for field in LISTED.values() if field.kind in WORDS and field.name != "remarks")
"""Into the remarks offices write permits too: they are read in a step of their own."""


def odd_cells(reading: Reading) -> None:
    """Say that signs nobody sees were taken out, that a formula is kept as text, that it failed or has no result.

    Where the name has none, the whole row is refused for it.
    """
    if remark := reading.uncalculated(reading.cells.keys() - {"name"}):
        reading.remarks.append(remark)
    failed = [f"{label} ({text(cell)})" for label, cell in reading.row.cells.items() if is_error(text(cell))]
    if failed:
        reading.remarks.append(
            msg("{cells}: an error of the spreadsheet stands there instead of a value.", cells=", ".join(failed)[:200])
        )
    if any(has_control_characters(cell) for cell in reading.row.cells.values()):
        reading.remarks.append(msg("Invisible control characters were taken out."))
    if any(looks_like_formula(cell) for cell in reading.row.cells.values()):
        reading.remarks.append(msg("A cell looks like a formula; it is kept as text and never run."))


def words(reading: Reading) -> None:
    """Read the fields that are words, cut to what the register keeps."""
    for field in _TEXTS:
        words = text(reading.cell(field.heading))
        if not words:
            continue
        if refers_above(words):
            reading.remarks.append(msg("“{text}” stands for what the row above says; it was not taken.", text=words))
        if says_nothing(words) or _says_nothing(field.kind, words):
            continue
        if len(words) > (limit := field.most or 0):
            reading.remarks.append(msg("A text of {length} signs was cut to {limit}.", length=len(words), limit=limit))
        reading.values[field.column] = (tidy(words) if field.kind in _TIDIED else words)[:limit]


def _says_nothing(kind: Kind, words: str) -> bool:
    return (
        _EMPTY.get(kind, is_zero)(words) or is_placeholder(words) or (kind is Kind.NAME and not says_something(words))
    )


def reach(reading: Reading) -> None:
    """Read telephone numbers and the email address."""
    found = phones(reading.cell("phone"))
    reading.more |= {"phone": found.first, "phone_other": found.other}
    for unread in found.unread:
        reading.remarks.append(msg("“{text}” is not a telephone number.", text=unread[:40]))
    for number in found.more:
        reading.remarks.append(msg("The telephone number {number} was not kept: there is room for two.", number=number))
    _email(reading)


def _email(reading: Reading) -> None:
    written = known(reading.cell("email"))
    if written is None or is_zero(written):
        return
    parts = [part.strip(" <>()'\"") for part in _BETWEEN.split(_BESIDE.sub("", written).strip())]
    if any(part and "@" not in part for part in parts):
        raise Unreadable(msg("“{text}” is not an email address.", text=written[:60]))
    addresses = [part.casefold() for part in parts if _is_address(part)]
    for address in dict.fromkeys(addresses[1:]):
        if address != addresses[0]:
            reading.remarks.append(msg("The email address {address} was not kept: there is room for one.",
                                       address=address[:60]))  # fmt: skip
    if not addresses:
        raise Unreadable(msg("“{text}” is not an email address.", text=written[:60]))
    reading.more["email"] = addresses[0]


def _is_address(words: str) -> bool:
    return bool(_EMAIL.match(words)) and len(words) <= _LONGEST_EMAIL and not is_nobodys_mailbox(words)
