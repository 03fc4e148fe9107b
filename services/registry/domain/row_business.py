"""Steps of reading a row: what the business is called, where it is and how its owner is reached."""

import re

from services.registry.domain import places
from services.registry.domain.cells import Unreadable, has_control_characters, known, looks_like_formula, text
from services.registry.domain.evasion import is_nobodys_mailbox, names_nobody, tells_no_place
from services.registry.domain.field import WORDS, Kind
from services.registry.domain.fields import LISTED
from services.registry.domain.names import tidy
from services.registry.domain.phones import phones
from services.registry.domain.reading import Reading
from services.registry.domain.silence import is_error, is_zero, refers_above
from shared.language import msg
from shared.text import says_something

_WORD = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_EMAIL = re.compile(rf"^(?=[^@]{{1,64}}@){_WORD}(?:\.{_WORD})*@[a-z0-9-]+(?:\.[a-z0-9-]+)+$", re.IGNORECASE)
_EMPTY = {Kind.PERSON: names_nobody, Kind.ADDRESS: tells_no_place}
_TIDIED = (Kind.NAME, Kind.PERSON)
UNKNOWN_KECAMATAN = msg("The kecamatan is not known; the IKM stays a draft until somebody chooses it.")
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
        words, written = known(reading.cell(field.heading)), text(reading.cell(field.heading))
        if refers_above(written):
            reading.remarks.append(msg("“{text}” stands for what the row above says; it was not taken.", text=written))
        if words is None or _says_nothing(field.kind, words):
            continue
        if len(words) > (limit := field.most or 0):
            reading.remarks.append(msg("A text of {length} signs was cut to {limit}.", length=len(words), limit=limit))
        reading.values[field.column] = (tidy(words) if field.kind in _TIDIED else words)[:limit]


def _says_nothing(kind: Kind, words: str) -> bool:
    return _EMPTY.get(kind, is_zero)(words) or (kind is Kind.NAME and not says_something(words))


def kecamatan(reading: Reading) -> None:
    """Read the kecamatan, from its column or from the heading the row stands under."""
    reading.values["kecamatan_code"] = reading.row.heading
    place = places.kecamatan(reading.cell("kecamatan"))
    if place is None:
        return
    reading.values["kecamatan_code"] = place.code
    if place.guess:
        reading.remarks.append(
            msg("“{text}” was read as kecamatan {name}.", text=text(reading.cell("kecamatan"))[:60], name=place.name)
        )


def unknown_kecamatan(reading: Reading) -> None:
    """Say that the kecamatan is missing, once the desa had its chance to tell it."""
    if not reading.values.get("kecamatan_code"):
        reading.remarks.append(UNKNOWN_KECAMATAN)


def desa(reading: Reading) -> None:
    """Read the desa; it tells the kecamatan where no column did."""
    try:
        place = places.desa(reading.cell("desa"), reading.values.get("kecamatan_code"))
    except Unreadable:
        reading.values["desa"] = text(reading.cell("desa"))[: LISTED["desa"].most]
        raise
    if place is None:
        return
    reading.values |= {"desa": place.name, "desa_code": place.code}
    here = reading.values.get("kecamatan_code")
    if here is None:
        reading.values["kecamatan_code"] = places.kecamatan_of(place.code)
    elif here != places.kecamatan_of(place.code):
        reading.values |= {"desa": place.name, "desa_code": None}
        reading.remarks.append(msg("Desa {name} lies in another kecamatan.", name=place.name))


def reach(reading: Reading) -> None:
    """Read telephone numbers and the email address."""
    found = phones(reading.cell("phone"))
    reading.more |= {"phone": found.first, "phone_other": found.other}
    for unread in found.unread:
        reading.remarks.append(msg("“{text}” is not a telephone number.", text=unread[:40]))
    address = known(reading.cell("email"))
    if address is None:
        return
    if not _EMAIL.match(address) or len(address) > 254 or is_nobodys_mailbox(address):
        raise Unreadable(msg("“{text}” is not an email address.", text=address[:60]))
    reading.more["email"] = address.casefold()
