"""Steps of reading a row: from its columns to the cells of its fields, and what columns say that have none."""

from collections.abc import Mapping

from services.registry.domain import identifiers
from services.registry.domain.cell_parts import parts_of
from services.registry.domain.cell_shapes import is_yes, sex
from services.registry.domain.cells import Cell, known, text
from services.registry.domain.column_fields import COMBINED, JOINED, STATED
from services.registry.domain.import_entry import Held
from services.registry.domain.reading import Reading
from services.registry.domain.row_numbers import STRAY_NIK
from services.registry.domain.wording import SEXES
from shared.language import Message, msg
from shared.nik import without_nik
from shared.search import search_key

Fields = Mapping[str, list[str]]
"""By field, the labels of the columns that hold it."""
_NUMBERED = {"rt": "RT", "rw": "RW"}
_LONGEST_NAME = 200
_WITH_NIK = frozenset({"owner+nik"})


def labels_of(mapping: Mapping[str, str], cells: Mapping[str, Cell]) -> dict[str, list[str]]:
    """Return by field the labels of a row's columns that hold it."""
    fields: dict[str, list[str]] = {}
    for label, field in mapping.items():
        if label in cells:
            fields.setdefault(field, []).append(label)
    return fields


def cells_of(cells: Mapping[str, Cell], fields: Fields) -> tuple[dict[str, Cell], list[Message]]:
    """Return a row's cells by field, parts joined and what holds two things split, and what has to be said of it."""
    found = {
        field: _joined(field, labels, cells) if len(labels) > 1 else cells[labels[0]]
        for field, labels in fields.items()
        if field not in COMBINED
    }
    said: list[Message] = []
    for field, labels in fields.items():
        if field in COMBINED:
            for label in labels:
                said += _split(field, label, cells[label], found)
    return found, said


def _joined(field: str, labels: list[str], cells: Mapping[str, Cell]) -> Cell:
    parts = [_part(label, cells[label]) for label in labels]
    return JOINED.get(field, " ").join(dict.fromkeys(filter(None, parts)))


def _part(label: str, cell: Cell) -> str:
    words = known(cell) or ""
    prefix = _NUMBERED.get((search_key(label.partition(" (")[0]).split() or [""])[-1])
    return f"{prefix} {words}" if prefix and words.isdigit() else words


def _split(kind: str, label: str, cell: Cell, found: dict[str, Cell]) -> list[Message]:
    masked = cell if kind in _WITH_NIK else identifiers.without_nik(cell)
    said: list[Message] = [] if masked == cell else [STRAY_NIK]
    parts = parts_of(kind, masked, label)
    for field, words in parts.found.items():
        if known(found.get(field)) is None:
            found[field] = words
        elif field == "remarks":
            found[field] = f"{text(found[field])}; {words}"
    if parts.unclear:
        said.append(
            msg(
                "Column “{label}”: it could not be told what “{text}” is.",
                label=label,
                text=without_nik(parts.unclear)[:120],
            )
        )
    if parts.home:
        said.append(msg("“{text}” is where the owner lives; it was not taken.", text=without_nik(parts.home)[:120]))
    return said


def states(reading: Reading) -> None:
    """Read the columns that say yes or no to a certificate; a number says more."""
    for field, kind in STATED.items():
        words = text(reading.cell(field)) or _state_instead(reading, field)
        if not words or any(held.kind == kind for held in reading.held):
            continue
        said = is_yes(words)
        if said is not None:
            reading.held.append(Held(kind, "yes" if said else "no"))
        elif known(words):
            reading.remarks.append(msg("“{text}” says neither yes nor no.", text=words[:60]))


def _state_instead(reading: Reading, field: str) -> str:
    """Return the yes or no that stands where other rows have the number of a permit."""
    words = text(reading.cell(field.removeprefix("has_"))) if field not in ("has_nib", "has_npwp") else ""
    return words if is_yes(words) is not None else ""


def owner_sex(reading: Reading) -> None:
    """Read the owner's sex from its column; where the NIK says another, the NIK is right."""
    words = text(reading.cell("owner_sex"))
    if not words:
        return
    said, known_one = sex(words), reading.values.get("owner_sex")
    if said is None:
        if known(words):
            reading.remarks.append(msg("“{text}” names neither a man nor a woman.", text=words[:40]))
    elif known_one in (None, said):
        reading.values["owner_sex"] = said
    else:
        reading.remarks.append(
            msg(
                "The list says {said}, the NIK says {nik}; the NIK was believed.",
                said=SEXES[said],
                nik=SEXES[known_one],
            )
        )


def proposed_name(reading: Reading) -> None:
    """Propose a name in a list that names owners and products but no businesses, and say so; it is no evidence."""
    owner, product = reading.values.get("owner_name"), reading.values.get("product")
    if "name" in reading.cells or not reading.may_name or not owner or reading.more.get("of_trainees"):
        return
    name = (f"{product} ({owner})" if product else str(owner))[:_LONGEST_NAME]
    reading.values["name"] = name
    reading.more["assumed"] = (*reading.more.get("assumed", ()), "name")
    reading.remarks.append(msg("The list has no name of the business; “{name}” is proposed.", name=name))
