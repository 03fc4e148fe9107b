"""Formulas without a result: a program wrote them, and no spreadsheet has opened the workbook since.

Readers of values show such a cell as empty. To be used in a process with bounded memory and time.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from services.registry.domain.cells import Uncalculated
from services.registry.files.parts import attributes, elements, part_bytes, sheet_parts, tag, xml

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
    never_opened = _was_never_opened(xml(archive, "xl/workbook.xml"))
    for name, part in sheet_parts(archive):
        for place, offset, cell in _formulas(archive, part):
            if _lacks_result(cell, never_opened):
                row, column = xl_cell_to_rowcol(place)
                yield name, row, column + offset


def _formulas(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, int, Element]]:
    """Yield cells with a formula, each as so many columns after a place: programs may leave places out."""
    number = 0
    for _, element in _with_formulas(archive, part, "end"):
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
    return any(tag(item) == "calcPr" and item.get("fullCalcOnLoad") in ("1", "true") for item in book)


def _lacks_result(cell: Element, never_opened: bool) -> bool:
    said = {tag(child): child.text for child in cell}
    if "is" in said:
        return False
    if cell.get("t") == "str":
        return "v" not in said
    return not said.get("v") or (never_opened and said["v"] == "0" and cell.get("t", "n") == "n")


def _in_ods(archive: zipfile.ZipFile) -> Iterator[Place]:
    name, row = "", 0
    for event, element in _with_formulas(archive, "content.xml", "start", "end"):
        if (event, tag(element)) == ("start", "table"):
            name, row = attributes(element)["name"], 0
        if (event, tag(element)) == ("end", "table-row"):
            column = 0
            for said in map(attributes, element):
                if "formula" in said and "value-type" not in said:
                    yield name, row, column
                column += int(said.get("number-columns-repeated", 1))
            row += int(attributes(element).get("number-rows-repeated", 1))
            element.clear()


def _with_formulas(
    archive: zipfile.ZipFile, part: str, *events: Literal["start", "end"]
) -> Iterator[tuple[str, Element]]:
    if _FORMULA.search(part_bytes(archive, part)):
        yield from elements(archive, part, *events)


_PLACES: dict[str, Callable[[zipfile.ZipFile], Iterator[Place]]] = {"xlsx": _in_xlsx, "ods": _in_ods}
