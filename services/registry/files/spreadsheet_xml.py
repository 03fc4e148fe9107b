"""XML Spreadsheet 2003, which older applications export under the name of a workbook.

Microsoft's "XML Spreadsheet Reference" (Office XP and 2003). To be used in a process with bounds.
"""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
MOST_COLUMNS, MOST_ROWS_DOWN = 16_384, 1_048_576
_SS = f"{{{NAMESPACE}}}"


def sheets(content: bytes) -> Iterator[tuple[str, Iterator[list[Any]]]]:
    """Yield the sheets of a workbook, each as a name and its rows. Raises ValueError where it is broken."""
    elements = ElementTree.iterparse(BytesIO(content), ("start", "end"))  # noqa: S314 - bounded, see above
    try:
        for event, element in elements:
            if event == "start" and element.tag == f"{_SS}Worksheet":
                yield element.get(f"{_SS}Name", ""), _rows(elements)
    except ElementTree.ParseError as problem:
        raise ValueError("not a workbook") from problem


def _rows(elements: Iterator[tuple[str, Element]]) -> Iterator[list[Any]]:
    """Yield rows up to the end of the sheet. A cell merged over several rows stands in each of them."""
    number = 0
    reaching: dict[int, tuple[int, Any]] = {}
    for event, element in elements:
        if event != "end":
            continue
        if element.tag == f"{_SS}Worksheet":
            return
        if element.tag != f"{_SS}Row":
            continue
        place = _number(element, "Index", MOST_ROWS_DOWN) or number + 1
        while number + 1 < place:
            number += 1
            yield _with_reaching({}, reaching)
        number = place
        yield _with_reaching(_cells(element, reaching), reaching)
        element.clear()


def _cells(row: Element, reaching: dict[int, tuple[int, Any]]) -> dict[int, Any]:
    cells: dict[int, Any] = {}
    column = 0
    for cell in row.iterfind(f"{_SS}Cell"):
        column = _number(cell, "Index", MOST_COLUMNS) or column + 1
        while column - 1 in reaching:
            column += 1
        value = _value(cell)
        cells[column - 1] = value
        if down := _number(cell, "MergeDown", MOST_ROWS_DOWN):
            reaching[column - 1] = (down + 1, value)
        column += _number(cell, "MergeAcross", MOST_COLUMNS)
    return cells


def _with_reaching(cells: dict[int, Any], reaching: dict[int, tuple[int, Any]]) -> list[Any]:
    for column, (left, value) in list(reaching.items()):
        cells.setdefault(column, value)
        if left == 1:
            del reaching[column]
        else:
            reaching[column] = (left - 1, value)
    return [cells.get(column, "") for column in range(min(max(cells, default=-1) + 1, MOST_COLUMNS))]


def _number(element: Element, name: str, most: int) -> int:
    said = element.get(f"{_SS}{name}", "")
    return min(int(said), most) if said.isdecimal() else 0


def _value(cell: Element) -> Any:
    data = cell.find(f"{_SS}Data")
    if data is None:
        return ""
    words = "".join(data.itertext())
    kind = data.get(f"{_SS}Type")
    try:
        if kind == "Number":
            return float(words)
        if kind == "DateTime":
            return datetime.fromisoformat(words)
    except ValueError:
        return words
    return words == "1" if kind == "Boolean" else words
