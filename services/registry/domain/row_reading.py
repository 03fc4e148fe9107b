"""Reading one row of a table through its column mapping: every cell understood, or named in the remarks."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.registry.domain import amounts, identifiers, permits, places
from services.registry.domain.cells import Cell, Unreadable, has_control_characters, known, looks_like_formula, text
from services.registry.domain.dates import period
from services.registry.domain.holdings import consent, holdings
from services.registry.domain.import_entry import Attended, Entry, Held
from services.registry.domain.names import tidy
from services.registry.domain.phones import phones
from services.registry.domain.search import search_key
from services.registry.domain.table import Row
from services.registry.domain.topics import topic, topics
from shared.language import Message, msg, translate

Seal = Callable[[str], Mapping[str, str]]
"""Turns a NIK into what may be stored of it."""

_EMAIL = re.compile(r"^[^@\s<>,;:\"]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+$", re.IGNORECASE)
_LENGTHS = {"name": 200, "owner_name": 200, "address": 500, "product": 300, "commodity": 120, "capacity_unit": 40}
_BRANCHES = {"sandang": "SANDANG", "pangan": "PANGAN", "kimia": "KIMIA_BAHAN_BANGUNAN", "kerajinan": "KERAJINAN",
             "logam": "LOGAM_ELEKTRONIK"}  # fmt: skip
_LEGAL_FORMS = ("UD", "PO", "CV", "PT", "Koperasi", "KUB", "Perorangan")
_AMOUNTS = {"investment": amounts.rupiah, "production_value": amounts.rupiah, "capacity": amounts.count,
            "workers_male": amounts.count, "workers_female": amounts.count}  # fmt: skip


@dataclass
class _Reading:
    row: Row
    cells: Mapping[str, Cell]
    values: dict[str, Any] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
    remarks: list[Message] = field(default_factory=list)

    def cell(self, name: str) -> Cell:
        return self.cells.get(name)

    def attempt(self, read: Callable[["_Reading"], None]) -> None:
        try:
            read(self)
        except Unreadable as problem:
            self.remarks.append(problem.message)


def read_row(row: Row, mapping: Mapping[str, str], seal: Seal) -> Entry:
    """Read one row. What cannot be understood is left out and said in ``remarks``; a row without a name is refused."""
    reading = _Reading(row, {field: row.cells[label] for label, field in mapping.items() if label in row.cells})
    reading.more["seal"] = seal
    for step in _STEPS:
        reading.attempt(step)
    return _entry(reading)


def _entry(reading: _Reading) -> Entry:
    more = {name: value for name, value in reading.more.items() if name != "seal"}
    refused = None if reading.values.get("name") else msg("The row has no name of a business.")
    return Entry(
        sheet=reading.row.sheet,
        number=reading.row.number,
        values={name: value for name, value in reading.values.items() if value is not None},
        held=tuple(reading.held),
        remarks=tuple(reading.remarks),
        refused=refused,
        **more,
    )


def _odd_cells(reading: _Reading) -> None:
    if any(has_control_characters(cell) for cell in reading.row.cells.values()):
        reading.remarks.append(msg("Invisible control characters were taken out."))
    if any(looks_like_formula(cell) for cell in reading.row.cells.values()):
        reading.remarks.append(msg("A cell looks like a formula; it is kept as text and never run."))


def _words(reading: _Reading) -> None:
    for name in ("name", "owner_name", "address", "product", "commodity", "capacity_unit"):
        words = known(reading.cell(name))
        if words is None:
            continue
        limit = _LENGTHS[name]
        if len(words) > limit:
            reading.remarks.append(msg("A text of {length} signs was cut to {limit}.", length=len(words), limit=limit))
        reading.values[name] = (tidy(words) if name in ("name", "owner_name") else words)[:limit]


def _kecamatan(reading: _Reading) -> None:
    reading.values["kecamatan_code"] = reading.row.heading
    place = places.kecamatan(reading.cell("kecamatan"))
    if place is None:
        return
    reading.values["kecamatan_code"] = place.code
    if place.guess:
        reading.remarks.append(
            msg("“{text}” was read as kecamatan {name}.", text=text(reading.cell("kecamatan"))[:60], name=place.name)
        )


def _unknown_kecamatan(reading: _Reading) -> None:
    if not reading.values.get("kecamatan_code"):
        reading.remarks.append(msg("The kecamatan is not known; the IKM stays a draft until somebody chooses it."))


def _desa(reading: _Reading) -> None:
    try:
        place = places.desa(reading.cell("desa"), reading.values.get("kecamatan_code"))
    except Unreadable:
        reading.values["desa"] = text(reading.cell("desa"))[:120]
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


def _reach(reading: _Reading) -> None:
    found = phones(reading.cell("phone"))
    reading.more |= {"phone": found.first, "phone_other": found.other}
    for unread in found.unread:
        reading.remarks.append(msg("“{text}” is not a telephone number.", text=unread[:40]))
    address = known(reading.cell("email"))
    if address is None:
        return
    if not _EMAIL.match(address) or len(address) > 254:
        raise Unreadable(msg("“{text}” is not an email address.", text=address[:60]))
    reading.more["email"] = address.casefold()


def _nib(reading: _Reading) -> None:
    try:
        number = identifiers.nib(reading.cell("nib"))
    except Unreadable:
        reading.held.append(Held("NIB", "yes"))
        raise
    reading.values["nib"] = number.number
    if number.candidate:
        reading.more["nib_candidate"] = number.candidate
        lost = msg("The NIB {digits} lost a leading zero; it is probably {candidate}.",
                   digits=number.candidate[1:], candidate=number.candidate)  # fmt: skip
        reading.remarks.append(lost)
        reading.held.append(Held("NIB", "yes", number.candidate, remark=translate(lost, "id")))
    elif number.state != "unknown":
        reading.held.append(Held("NIB", number.state, number.number))


def _nik(reading: _Reading) -> None:
    number = identifiers.nik(reading.cell("nik"))
    if number is None:
        return
    reading.values |= reading.more["seal"](number.number)
    reading.values["owner_sex"] = number.sex


def _npwp(reading: _Reading) -> None:
    if number := identifiers.npwp(reading.cell("npwp")):
        # A personal NPWP is the owner's NIK, which no certificate may show.
        shown = None if len(number) == 16 and not number.startswith("0") else number
        reading.held.append(Held("NPWP", "yes", shown))


def _kbli(reading: _Reading) -> None:
    reading.values["kbli"] = identifiers.kbli(reading.cell("kbli"))
    version = text(reading.cell("kbli_version"))
    if reading.values["kbli"] and version in ("2015", "2020", "2025"):
        reading.values["kbli_version"] = int(version)


def _figures(reading: _Reading) -> None:
    for name, read in _AMOUNTS.items():
        try:
            reading.values[name] = read(reading.cell(name))
        except Unreadable as problem:
            reading.remarks.append(problem.message)
    men, women = reading.values.get("workers_male"), reading.values.get("workers_female")
    if (men is None) != (women is None):
        # Who fills in one of the two and leaves the other empty means none.
        reading.values |= {"workers_male": men or 0, "workers_female": women or 0}


def _year(reading: _Reading) -> None:
    words = text(reading.cell("licence_year"))
    if re.fullmatch(r"(?:19|20)\d{2}", words):
        reading.values["licence_year"] = int(words)


def _kind(reading: _Reading) -> None:
    branch, form = search_key(text(reading.cell("branch"))), text(reading.cell("legal_form")).casefold()
    reading.values["branch"] = next((code for word, code in _BRANCHES.items() if word in branch), None)
    reading.values["legal_form"] = next((name for name in _LEGAL_FORMS if form.startswith(name.casefold())), None)


def _remarks(reading: _Reading) -> None:
    found = permits.remarks(reading.cell("remarks"))
    columns = {"pirt": "PIRT", "halal": "HALAL", "md": "MD", "merek": "MEREK"}
    read = (permits.permit(reading.cell(name), kind) for name, kind in columns.items())
    for permit in (*found.permits, *filter(None, read)):
        reading.held.append(Held(permit.kind, "yes", permit.number, permit.expires_on))
    reading.values["remarks"] = found.notes
    reading.more["closed"] = found.closed
    reading.remarks.extend(found.problems)


def _answers(reading: _Reading) -> None:
    reading.held.extend(holdings(reading.cell("holdings"), {held.kind for held in reading.held}))
    codes, unknown = topics(known(reading.cell("needs")) or "")
    reading.more["needs"] = tuple(codes)
    for words in unknown:
        reading.remarks.append(msg("“{text}” names no topic of training.", text=words[:60]))
    reading.more["consent"] = consent(reading.cell("consent"))
    if when := period(reading.cell("answered_at")):
        reading.more["answered_on"] = when.first


def _training(reading: _Reading) -> None:
    title = known(reading.cell("training_title"))
    if title is None:
        return
    when = period(reading.cell("training_date"))
    if when is None:
        raise Unreadable(msg("The training has no date; it is not put into the history."))
    score = text(reading.cell("training_score")).replace(",", ".").partition(".")[0]
    reading.more["attended"] = Attended(
        title[:300], when.first, when.last, topic(title), known(reading.cell("training_place")),
        int(score) if re.fullmatch(r"\d{1,3}", score) else None,
    )  # fmt: skip


_STEPS: tuple[Callable[[_Reading], None], ...] = (
    _odd_cells, _words, _kecamatan, _desa, _unknown_kecamatan, _reach, _nib, _nik, _npwp, _kbli, _figures, _year,
    _kind, _remarks, _answers, _training,
)  # fmt: skip
