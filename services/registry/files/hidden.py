"""What of a workbook nobody sees when it is opened, and which cells are one: readers of values do not tell.

To be used in a process with bounded memory and time.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from services.registry.files.hidden_xls import layouts_in_xls
from services.registry.files.layout import WIDEST, Layout
from services.registry.files.parts import attributes, elements, part_bytes, sheet_parts, tag

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
_FROM, _TO = re.compile(rb"""\bmin=["'](\d+)["']"""), re.compile(rb"""\bmax=["'](\d+)["']""")
MOST_AREAS = 200_000


def layouts(path: str, kind: str) -> dict[str, Layout]:
    """Return the layout of each sheet of a workbook by its name.

    Raises ValueError where the workbook is not what it should be.
    """
    if kind == "xls":
        return dict(layouts_in_xls(path))
    read = _LAYOUTS.get(kind)
    if read is None:
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            return dict(read(archive))
    except (ElementTree.ParseError, LookupError, zipfile.BadZipFile) as problem:
        raise ValueError("not a workbook") from problem


def _in_xlsx(archive: zipfile.ZipFile) -> Iterator[tuple[str, Layout]]:
    for name, part in sheet_parts(archive):
        content = part_bytes(archive, part)
        layout = Layout()
        if _HIDDEN.search(content):
            layout.rows, layout.columns = _hidden_rows(content), _hidden_columns(content)
        yield name, layout


def _hidden_rows(content: bytes) -> set[int]:
    hidden: set[int] = set()
    number = 0
    for found in _ROW.finditer(content):
        said_number = _NUMBER.search(found[1])
        number = int(said_number[1]) if said_number else number + 1
        if _HIDDEN.search(found[1]):
            hidden.add(number - 1)
    return hidden


def _hidden_columns(content: bytes) -> set[int]:
    hidden: set[int] = set()
    for found in _COLUMN.finditer(content):
        first, last = _FROM.search(found[1]), _TO.search(found[1])
        if _HIDDEN.search(found[1]) and first and last:
            hidden.update(range(int(first[1]) - 1, min(int(last[1]), WIDEST)))
    return hidden


def _in_ods(archive: zipfile.ZipFile) -> Iterator[tuple[str, Layout]]:
    name, row, layout = "", 0, Layout()
    if not re.search(rb"visibility=|-spanned=", part_bytes(archive, "content.xml")):
        return
    for event, element in elements(archive, "content.xml", "start", "end"):
        kind = tag(element)
        if (event, kind) == ("start", "table"):
            name, row, layout = attributes(element)["name"], 0, Layout()
        elif (event, kind) == ("end", "table-row"):
            row = _ods_row(element, row, layout)
            element.clear()
        elif (event, kind) == ("end", "table"):
            yield name, layout


def _ods_row(element: Element, row: int, layout: Layout) -> int:
    of_row = attributes(element)
    many = int(of_row.get("number-rows-repeated", 1))
    if of_row.get("visibility", "visible") != "visible" and many < WIDEST:
        layout.rows.update(range(row, row + many))
    column = 0
    for of_cell in map(attributes, element):
        down, right = int(of_cell.get("number-rows-spanned", 1)), int(of_cell.get("number-columns-spanned", 1))
        if (down > 1 or right > 1) and len(layout.merged) < MOST_AREAS:
            layout.merged.append((row, column, row + down - 1, column + right - 1))
        column += int(of_cell.get("number-columns-repeated", 1))
    return row + many


_LAYOUTS: dict[str, Callable[[zipfile.ZipFile], Iterator[tuple[str, Layout]]]] = {"xlsx": _in_xlsx, "ods": _in_ods}
