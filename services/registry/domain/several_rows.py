"""Several rows of one list about one business: one a product, one a year, or the same again (decision 0066)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.registry.domain.change_words import label_of, worded
from services.registry.domain.field import Kind
from services.registry.domain.fields import FIELDS, FIGURES, FIXED, SILENT, beside, field_called, kind_of
from services.registry.domain.import_entry import Entry
from services.registry.domain.products import JOINT, distinct, holds, join, parts, same_product
from services.registry.domain.row_changes import GROWING
from shared.language import DEFAULT, Message, msg, translate, use_language

ADDED = tuple(field.name for field in FIELDS if field.adds_up)
"""What a business earns with its products adds up; its workers are the same people, whatever they make."""
SHOWN = 10
"""So many rows are named by their number."""
TOLD = tuple(name for name in FIGURES if kind_of(name) is not Kind.YEAR)


@dataclass(frozen=True)
class Told:
    """What a row says once it is read beside the other rows of its business, and what a person is told of that."""

    entry: Entry
    notes: tuple[Message, ...] = ()


def read_together(rows: Sequence[Entry], bearing: int = 0) -> list[Told]:
    """Return rows about one business, in the order of the list, each as it counts beside the others.

    Different products are kept together and what was earned with each is added up; of several years the newest counts
    and the figures of the others are kept in the remarks; where rows of one year and product contradict each other the
    later one counts. Nothing of this is done without a note on the row.
    ``bearing``: the place of the row whose remarks take what has no other room.
    """
    if len(rows) < 2:
        return [Told(row) for row in rows]
    newest = max(row.year or 0 for row in rows)
    current = [row for row in rows if (row.year or newest) == newest]
    older = [row for row in rows if (row.year or newest) != newest]
    joint = _joint(current)
    further = "; ".join(dict.fromkeys([*_of_years(older), *_of_products(current, joint)]))
    numbers = _places(rows)
    told, counted = [], 0
    for place, row in enumerate(rows):
        is_current = counted < len(current) and row is current[counted]
        counted += is_current
        values = _counting(row, rows, joint if is_current else {})
        told.append(Told(
            replace(row, values=_with_remarks(values, further if place == bearing else "")),
            tuple(_notes(row, current, current[counted:], joint, numbers) if is_current
                  else _over(row, newest, numbers)),
        ))  # fmt: skip
    return told


def _joint(current: Sequence[Entry]) -> dict[str, Any]:
    """Return what rows of one product each say together."""
    products = distinct(product for row in current for product in parts(row.get("product")))
    own = [row for row in current if row.get("product")]
    if len(products) < 2 or len(own) < 2 or any(_is_repeated(row, own) for row in own):
        return {"product": join(products)} if len(products) > 1 and len(own) > 1 else {}
    totals = {name: _total(name, own, current) for name in ADDED}
    return {"product": join(products)} | {name: total for name, total in totals.items() if total is not None}


def _is_repeated(row: Entry, rows: Sequence[Entry]) -> bool:
    return any(other is not row and same_product(row.get("product"), other.get("product")) for other in rows)


def _total(name: str, rows: Sequence[Entry], current: Sequence[Entry]) -> int | None:
    """A figure that every product has alike is the business's own, and so is one of a row without a product."""
    figures = _figures(name, rows)
    return sum(figures) if len(set(figures)) > 1 and len(figures) == len(_figures(name, current)) else None


def _figures(name: str, rows: Sequence[Entry]) -> list[int]:
    return [row.values[name] for row in rows if name in row.values and name not in row.assumed]


def _counting(row: Entry, rows: Sequence[Entry], joint: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: value for name, value in row.values.items() if not _is_over(name, row, rows)}
    return values | {name: value for name, value in joint.items() if name in values}


def _is_over(name: str, row: Entry, rows: Sequence[Entry]) -> bool:
    """Whether a row of a later year says it too."""
    year = row.year
    if year is None or name in GROWING or name in SILENT:
        return False
    return any(other.year and other.year > year and name in other.values for other in rows)


def _with_remarks(values: dict[str, Any], further: str) -> dict[str, Any]:
    if not further:
        return values
    own = values.get("remarks")
    return values | {"remarks": f"{own}; {further}" if own else further}


def _of_years(older: Sequence[Entry]) -> Iterator[str]:
    """Yield what each row of a year that is over said, for the remarks."""
    return filter(None, (_line(row, str(row.year)) for row in older))


def _of_products(current: Sequence[Entry], joint: Mapping[str, Any]) -> Iterator[str]:
    """Yield the figures of each product, for the remarks, and the products for which the field has no room."""
    if "product" not in joint:
        return
    differing = [name for name in TOLD if len(set(_figures(name, current))) > 1]
    yield from filter(None, (_line(row, row.get("product") or "", differing) for row in current))
    left = distinct(part for row in current for part in parts(row.get("product")) if not holds(joint["product"], part))
    if left:
        yield translate(msg("further products: {products}", products=JOINT.join(left)), "id")


def _line(row: Entry, of: str, names: Sequence[str] = ("product", *TOLD)) -> str:
    # The register keeps it, so it is the same whoever imports the list.
    with use_language(DEFAULT):
        shown = [
            " ".join(map(str, (label_of(name), worded(name, row.values[name]), *_units(name, row))))
            for name in names
            if name in row.values and name not in row.assumed
        ]
    return f"{of}: {', '.join(shown)}" if of and shown else ""


def _units(name: str, row: Entry) -> Iterator[Any]:
    field = field_called(name)
    return filter(None, (row.get(unit.name) for unit in (beside(field) if field else ())))


def _over(row: Entry, newest: int, numbers: str) -> Iterator[Message]:
    yield msg("The rows {rows} tell of one business in several years: {newest} counts, {year} is kept in the remarks.",
              rows=numbers, newest=newest, year=row.year)  # fmt: skip


def _notes(
    row: Entry, current: Sequence[Entry], later: Sequence[Entry], joint: Mapping[str, Any], numbers: str
) -> Iterator[Message]:
    if "product" in joint and row.get("product"):
        yield msg("The rows {rows} tell of one business; its products are kept together: {products}.",
                  rows=numbers, products=joint["product"])  # fmt: skip
    for name in (name for name in ADDED if name in joint and name in row.values):
        added = " + ".join(map(str, _figures(name, current)))
        yield msg("{field} of the rows {rows} is added up: {parts} = {total}.",
                  field=label_of(name), rows=numbers, parts=added, total=joint[name])  # fmt: skip
    yield from _overruled(row, later, joint)


def _overruled(row: Entry, later: Sequence[Entry], joint: Mapping[str, Any]) -> Iterator[Message]:
    """Say of every value that a later row of the same year says otherwise, which one counts."""
    for name, value in row.values.items():
        if name in joint or name in FIXED or name in GROWING or name in SILENT:
            continue
        last = next((other for other in reversed(later) if name in other.values and name not in other.assumed), None)
        if last is not None and last.values[name] != value:
            yield msg("{field}: row {row} of this list says {value}, and what stands later counts.",
                      field=label_of(name), row=last.number, value=str(last.values[name])[:200])  # fmt: skip


def _places(rows: Sequence[Entry]) -> str:
    first = rows[0].sheet
    places = [str(row.number) if row.sheet == first else f"{row.sheet} {row.number}" for row in rows[:SHOWN]]
    return ", ".join(places) + ("" if len(rows) <= SHOWN else ", …")
