"""Finding the tables of a sheet: several, under or beside one another, each with its own heading and titles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise, zip_longest
from types import MappingProxyType

from services.registry.domain.cells import Cell, text
from services.registry.domain.left_rows import KINDS
from services.registry.domain.sheets.blocks import Blocks, context_of
from services.registry.domain.sheets.body import Body, Judged
from services.registry.domain.sheets.grid import column_letters, filled_in, words_of
from services.registry.domain.sheets.groups import grouped
from services.registry.domain.sheets.headings import Heading, headings
from services.registry.domain.sheets.pages import Above, Page, first_number, goes_on
from services.registry.domain.sheets.profile import LOOKED_AT, Profile, profile_of
from services.registry.domain.sheets.repeated import covered, with_covered, with_repeated
from services.registry.domain.sheets.row_kinds import DATA, PRODUCT
from services.registry.domain.sheets.strips import strips
from services.registry.domain.table import Context, LeftOut, Row, Sheet, Table
from shared.language import Message, msg
from shared.nik import without_nik

TITLE = "title"
_TITLE_ROWS = 40
_WIDEST_TITLE = 4
_WIDE = 2
_LONGEST_WORDS = 120
HIDDEN_ROW = msg("The row is hidden in the workbook.")


Said = Mapping[str, Mapping[int, bool]]
"""By the name of a sheet as its tables have it, what a person said of rows: that one is a business, or none."""


def find_tables(sheet: Sheet, said: Said = MappingProxyType({})) -> list[Table]:
    """Return the tables of a sheet with their rows of data and what each other row is, from above."""
    tables: list[Table] = []
    for strip, left in strips(sheet):
        of_strip = _said_in(strip, left, said) if said else {}
        for table in _tables_in(replace(strip, said=of_strip), left):
            tables.append(_told_apart(table) if left else table)
    return tables


def _said_in(strip: Sheet, left: int, said: Said) -> Mapping[int, bool]:
    name = without_nik(text(strip.name))
    if not left:
        return said.get(name, {})
    columns = range(left, left + max(map(len, strip.rows), default=0))
    return next((said[shown] for at in columns if (shown := _beside(name, at)) in said), {})


def _told_apart(table: Table) -> Table:
    """Rows of two tables beside one another have one number: the right one is called by its column."""
    name = _beside(table.sheet, table.columns[0])
    return replace(table, sheet=name, rows=[replace(row, sheet=name) for row in table.rows])


def _beside(name: str, column: int) -> str:
    return f"{name} ({column_letters(column)})"


def tables_under(sheet: Sheet, found: Sequence[Heading], said: Said) -> list[Table]:
    """Return the tables under headings that were found otherwise."""
    return list(_tables_in(replace(sheet, said=_said_in(sheet, 0, said)), 0, found))


def _tables_in(sheet: Sheet, left: int, found: Sequence[Heading] | None = None) -> Iterator[Table]:
    found = headings(_without(sheet.rows, sheet.said), sheet.merged) if found is None else found
    name = without_nik(text(sheet.name))
    over = covered(sheet.merged, len(sheet.rows))
    wide = frozenset(top for top, first, _, last in sheet.merged if last - first >= _WIDE)
    titles, outer, floor = [], None, 0
    table: Table | None = None
    page: Page | None = None
    bodies = _bodies(sheet, found)
    profiles = _profiles(sheet.rows, bodies)
    for heading, body_end in bodies:
        titles = _titles(sheet.rows, floor, heading.top)
        context = context_of(text(sheet.name), _lines(sheet.rows, titles), outer)
        profile = profiles[tuple(heading.labels)]
        number = first_number(islice(sheet.rows, heading.end, body_end), profile)
        lines = [words_of(sheet.rows[row]) for row in titles]
        on = page is not None and _says_no_other(context, outer) and goes_on(page, heading.labels, number, lines)
        blocks = Blocks(context, list(page.blocks.open) if page and on else [])
        begins = table is None or table.labels != heading.labels
        judged = Body(sheet.rows, heading, profile, heading.end, body_end, blocks, wide, sheet.said, begins).judge()
        if table is None or table.labels != heading.labels:
            if table is not None:
                yield grouped(table)
            first, last = heading.span
            header_row = heading.top + 1 if heading.end > heading.top else 0
            columns = (left + first, left + last)
            table = Table(name, heading.labels, header_row, hidden=sheet.hidden, columns=columns)
        _leave_out(table, sheet.rows, [(row, TITLE) for row in titles])
        _leave_out(table, sheet.rows, [(row, "heading") for row in range(heading.top, heading.end)])
        above = _take(table, sheet, heading, judged, over, page.above if page and on else None)
        last_number = first_number((sheet.rows[row] for row in range(body_end - 1, heading.end - 1, -1)), profile)
        page = Page(heading.labels, blocks, last_number, above)
        outer, floor = outer or context, body_end
    if table is not None:
        yield grouped(table)


def _bodies(sheet: Sheet, found: Sequence[Heading]) -> list[tuple[Heading, int]]:
    """Each heading with the row behind the last one below it that is none of the next table's titles."""
    ends = [_without_titles(sheet.rows, heading.end, below.top, sheet.said) for heading, below in pairwise(found)]
    return list(zip(found, [*ends, len(sheet.rows)], strict=True)) if found else []


def _profiles(rows: Sequence[Sequence[Cell]], bodies: Sequence[tuple[Heading, int]]) -> dict[tuple[str, ...], Profile]:
    """What the columns of each heading hold: all pages of one are looked at together, as one of them may be short."""
    meant: dict[tuple[str, ...], Sequence[str]] = {}
    below: dict[tuple[str, ...], list[Sequence[Cell]]] = {}
    for heading, end in bodies:
        labels = tuple(heading.labels)
        meant.setdefault(labels, heading.meant or heading.labels)
        some = below.setdefault(labels, [])
        some += rows[heading.end : min(end, heading.end + LOOKED_AT - len(some))]
    return {labels: profile_of(meant[labels], some, 0, len(some)) for labels, some in below.items()}


def _says_no_other(context: Context, outer: Context | None) -> bool:
    """Whether the titles over a heading name no other place than those over the first one."""
    return outer is None or (context.kecamatan, context.desa) == (outer.kecamatan, outer.desa)


def _without(rows: Sequence[Sequence[Cell]], said: Mapping[int, bool]) -> Sequence[Sequence[Cell]]:
    """The rows without those that a person called a business: they head nothing."""
    return [() if said.get(number) else cells for number, cells in enumerate(rows, 1)] if said else rows


def _titles(rows: Sequence[Sequence[Cell]], floor: int, top: int) -> list[int]:
    return [row for row in range(floor, top) if filled_in(rows[row])]


def _lines(rows: Sequence[Sequence[Cell]], titles: Sequence[int]) -> list[str]:
    return [words_of(rows[row]) for row in titles[-_TITLE_ROWS:] if len(filled_in(rows[row])) <= _WIDEST_TITLE]


def _without_titles(rows: Sequence[Sequence[Cell]], start: int, end: int, said: Mapping[int, bool]) -> int:
    """Return where the titles of the next table begin: its lines of few words, behind the last gap or row of data."""
    row = end
    while row > start and not filled_in(rows[row - 1]):
        row -= 1
    while row > start and 0 < len(filled_in(rows[row - 1])) <= 2:
        row -= 1
    return max([row, *(number for number, business in said.items() if business and start < number <= end)])


def _leave_out(table: Table, rows: Sequence[Sequence[Cell]], kinds: Iterable[tuple[int, str]]) -> None:
    for row, kind in kinds:
        table.left_out.append(LeftOut(row + 1, kind, without_nik(words_of(rows[row]))[:_LONGEST_WORDS]))


def _take(
    table: Table,
    sheet: Sheet,
    heading: Heading,
    judged: Sequence[Judged],
    over: dict[int, list[tuple[int, int]]],
    above: Above | None,
) -> Above | None:
    """Take in the rows, and return the last one of data. ``above``: the one before the first."""
    for index, one in enumerate(judged, heading.end):
        if one.kind not in (DATA, PRODUCT):
            _leave_out(table, sheet.rows, [(index, one.kind)])
            continue
        cells = sheet.rows[index]
        if one.kind == PRODUCT:
            _add_product(table, index, _by_label(cells, heading.labels))
            _leave_out(table, sheet.rows, [(index, PRODUCT)])
            continue
        if index in over:
            cells = with_covered(cells, over[index], sheet.rows)
        by_label = _by_label(cells, heading.labels)
        repeated = with_repeated(by_label, above)
        above = by_label
        table.rows.append(Row(table.sheet, index + 1, by_label, one.context, _notes(sheet, index, repeated, one.was)))
    return above


def _notes(sheet: Sheet, index: int, repeated: Sequence[str], was: str) -> tuple[Message, ...]:
    notes: tuple[Message, ...] = (HIDDEN_ROW,) if index in sheet.hidden_rows else ()
    if was:
        notes = (*notes, msg("It was taken for: {kind}. A person said that it is a business.", kind=KINDS[was]))
    if not repeated:
        return notes
    said = msg("{columns}: taken from the row above, which the cell refers to.", columns=", ".join(repeated)[:200])
    return (*notes, said)


def _add_product(table: Table, index: int, cells: dict[str, Cell]) -> None:
    last = table.rows[-1]
    table.rows[-1] = replace(last, more=(*last.more, (index + 1, cells)))


def _by_label(cells: Sequence[Cell], labels: Sequence[str]) -> dict[str, Cell]:
    return {label: cell for label, cell in zip_longest(labels, cells[: len(labels)]) if label}
