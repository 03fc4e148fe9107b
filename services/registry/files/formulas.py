"""Formulas without a result: a program wrote them, and no spreadsheet has opened the workbook since.

Readers of values show such a cell as empty. To be used in a process with bounded memory and time.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any, Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from services.registry.domain.cells import Uncalculated

Place = tuple[str, int, int]
"""Name of a sheet, row and column counted from 0."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]|formula=")


def mark_uncalculated(path: str, kind: str, sheets: Mapping[str, list[list[Any]]]) -> None:
    """Put :class:`Uncalculated` into the rows of each sheet of a workbook where a formula has no stored value.

    Raises ValueError where the workbook is not what it should be. An .xls always stores values.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for name, row, column in _PLACES[kind](archive):
                _mark(sheets[name], row, column)
    except (ElementTree.ParseError, LookupError, zipfile.BadZipFile) as problem:
        raise ValueError("not a workbook") from problem


def _mark(rows: list[list[Any]], row: int, column: int) -> None:
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = Uncalculated(xl_rowcol_to_cell(row, column))


def _in_xlsx(archive: zipfile.ZipFile) -> Iterator[Place]:
    book = _xml(archive, "xl/workbook.xml")
    never_opened = _was_never_opened(book)
    parts = {link.get("Id"): link.get("Target", "") for link in _xml(archive, "xl/_rels/workbook.xml.rels")}
    for sheet in (element for element in book.iter() if _tag(element) == "sheet"):
        link = next((value for name, value in sheet.items() if name.endswith("}id")), None)
        part = posixpath.normpath(posixpath.join("xl", parts[link])).lstrip("/")
        for place, offset, cell in _formulas(archive, part):
            if _lacks_result(cell, never_opened):
                row, column = xl_cell_to_rowcol(place)
                yield sheet.get("name", ""), row, column + offset


def _formulas(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, int, Element]]:
    """Yield cells with a formula, each as so many columns after a place: programs may leave places out."""
    number = 0
    for _, element in _elements(archive, part, "end"):
        if not element.tag.endswith("}row"):
            continue
        number = int(element.get("r", number + 1))
        place, offset = f"A{number}", -1
        for cell in element:
            place, offset = (cell.get("r", ""), 0) if "r" in cell.attrib else (place, offset + 1)
            if len(cell) and cell[0].tag.endswith("}f"):
                yield place, offset, cell
        element.clear()


def _was_never_opened(book: Element) -> bool:
    """Programs that ask for this write 0 where they know no result; a spreadsheet takes the wish back when it saves."""
    return any(_tag(item) == "calcPr" and item.get("fullCalcOnLoad") in ("1", "true") for item in book)


def _lacks_result(cell: Element, never_opened: bool) -> bool:
    said = {_tag(child): child.text for child in cell}
    if "is" in said:
        return False
    if cell.get("t") == "str":
        return "v" not in said
    return not said.get("v") or (never_opened and said["v"] == "0" and cell.get("t", "n") == "n")


def _in_ods(archive: zipfile.ZipFile) -> Iterator[Place]:
    name, row = "", 0
    for event, element in _elements(archive, "content.xml", "start", "end"):
        if (event, _tag(element)) == ("start", "table"):
            name, row = _said(element)["name"], 0
        if (event, _tag(element)) == ("end", "table-row"):
            column = 0
            for said in map(_said, element):
                if "formula" in said and "value-type" not in said:
                    yield name, row, column
                column += int(said.get("number-columns-repeated", 1))
            row += int(_said(element).get("number-rows-repeated", 1))
            element.clear()


def _said(element: Element) -> dict[str, str]:
    return {name.rpartition("}")[2]: value for name, value in element.items()}


def _elements(archive: zipfile.ZipFile, part: str, *events: Literal["start", "end"]) -> Iterator[tuple[str, Element]]:
    # Some programs spell the names of parts one way in the zip and another in the links.
    stored = {name.casefold(): name for name in archive.namelist()}
    content = archive.read(stored[part.casefold()])
    if _FORMULA.search(content):
        yield from ElementTree.iterparse(BytesIO(content), events)  # noqa: S314 - bounded, see above


def _xml(archive: zipfile.ZipFile, part: str) -> Element:
    return ElementTree.fromstring(archive.read(part))  # noqa: S314 - bounded, see above


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


_PLACES: dict[str, Callable[[zipfile.ZipFile], Iterator[Place]]] = {"xlsx": _in_xlsx, "ods": _in_ods}
