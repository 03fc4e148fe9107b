"""Steps of reading a row: the numbers of the business and its owner, its figures and its kind."""

import re

from services.registry.domain import identifiers
from services.registry.domain import kbli as kinds_of_business
from services.registry.domain.cells import Unreadable, known, text
from services.registry.domain.claim_words import YES
from services.registry.domain.claims import answer
from services.registry.domain.field import Field, Kind
from services.registry.domain.fields import LISTED
from services.registry.domain.import_entry import Held
from services.registry.domain.reading import Reading
from services.registry.domain.silence import is_zero
from services.registry.domain.wording import EDITIONS, YES_NO
from shared.language import msg, translate
from shared.nik import holds_likely_nik
from shared.search import search_key

STRAY_NIK = msg("A NIK stood in a column for something else; it was masked.")
_SEALED = ("nik", "npwp")
_NEARLY_A_NIB = 8
"""From so many digits on somebody meant to write one down."""
_DENIED = re.compile(r"\b(?:non|bukan|selain|tidak|belum)\b")
_CHOICES = tuple(
    field
    for field in LISTED.values()
    if field.kind is Kind.CHOICE and field.name != "owner_sex" and field.choices is not YES_NO
)
"""The owner's sex is in the NIK as well; that and what is answered by yes or no have steps of their own."""


def stray_nik(reading: Reading) -> None:
    """Mask a NIK in a column for something else: only what the NIK's own column holds is sealed."""
    masked = {name: identifiers.without_nik(cell) for name, cell in reading.cells.items() if name not in _SEALED}
    if any(masked[name] != reading.cells[name] for name in masked):
        reading.cells = {**reading.cells, **masked}
        reading.remarks.append(STRAY_NIK)


def nib(reading: Reading) -> None:
    """Read the NIB; one that lost its leading zero is only a candidate."""
    try:
        number = identifiers.nib(reading.cell("nib"))
    except (identifiers.Placeholder, identifiers.NoNumber):
        raise
    except Unreadable:
        if len(re.sub(r"\D", "", text(reading.cell("nib")))) >= _NEARLY_A_NIB and "*" not in text(reading.cell("nib")):
            reading.held.append(Held("NIB", "yes"))
        raise
    reading.values["nib"] = number.number
    if number.others:
        others = msg("The cell names another NIB, {others}; it was not kept.", others=", ".join(number.others))
        reading.remarks.append(others)
    if number.candidate:
        reading.more["nib_candidate"] = number.candidate
        lost = msg("The NIB {digits} lost a leading zero; it is probably {candidate}.",
                   digits=number.candidate[1:], candidate=number.candidate)  # fmt: skip
        reading.remarks.append(lost)
        reading.held.append(Held("NIB", "yes", number.candidate, remark=translate(lost, "id")))
    elif number.state != "unknown":
        reading.held.append(Held("NIB", number.state, number.number))


def nik(reading: Reading) -> None:
    """Read the NIK, keep it sealed, and take the owner's sex from it."""
    number = identifiers.nik(reading.cell("nik"))
    if number is None:
        return
    reading.values |= reading.seal(number.number)
    reading.values["owner_sex"] = number.sex


def npwp(reading: Reading) -> None:
    """Read the NPWP as a certificate."""
    if said := answer(text(reading.cell("npwp"))):
        reading.held.append(Held("NPWP", "yes" if said == YES else "no"))
    elif number := identifiers.npwp(reading.cell("npwp")):
        # A personal NPWP is the owner's NIK, which no certificate may show.
        shown = None if holds_likely_nik(number) else number
        reading.held.append(Held("NPWP", "yes", shown))


def kbli(reading: Reading) -> None:
    """Read the KBLI and the year of its list."""
    read = kinds_of_business.kbli(reading.cell("kbli"))
    reading.values["kbli"] = read and read.code
    if read and read.others:
        reading.remarks.append(
            msg(
                "The cell names another KBLI, {others}; {code} was kept.", others=", ".join(read.others), code=read.code
            )
        )
    if read and read.completed:
        reading.remarks.append(
            msg("The KBLI {digits} lost a leading zero; it is probably {code}.", digits=read.completed, code=read.code)
        )
    version = text(reading.cell("kbli_version"))
    if reading.values["kbli"] and version in EDITIONS:
        reading.values["kbli_version"] = int(version)


def choices(reading: Reading) -> None:
    """Read the fields whose value is one of a few; what means none of them is said."""
    for field in _CHOICES:
        said = known(reading.cell(field.heading))
        if said is None or is_zero(said):
            continue
        chosen = _chosen(field, search_key(said))
        reading.values[field.column] = chosen
        if chosen is None:
            reading.remarks.append(
                msg("{label}: “{text}” is none of the choices; it was not taken.", label=field.label, text=said[:60])
            )


def _chosen(field: Field, said: str) -> str | None:
    first = said.partition(" ")[0]
    named = {search_key(code): code for code in field.choices or {}}
    if first in named:
        return named[first]
    if _DENIED.search(said):
        return None
    if field.spoken:
        return next((code for word, code in field.spoken.items() if word in said), None)
    called = ((search_key(translate(label, "id")), code) for code, label in (field.choices or {}).items())
    return next((code for name, code in called if said.startswith(name)), None)
