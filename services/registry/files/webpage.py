"""Tables of a web page that was saved under the name of a workbook, as government applications export them.

Read as a browser reads them: tags may be left open, tables may lie in tables. To be used in a process with bounds.
"""

import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from services.registry.files.delimited import decoded

MOST_COLUMNS, MOST_ROWS_DOWN = 1000, 65_534
"""How far one cell may reach, as browsers have it (HTML standard, 4.9.11)."""
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_NUMBER = "x:num"
"""Where Excel keeps the number behind what it shows."""


def tables(content: bytes, name: str) -> Iterator[tuple[str, Iterator[list[Any]]]]:
    """Yield the tables of the page that hold no other table, each as a name and its rows."""
    page = LexborHTMLParser(_text(content))
    for line_break in page.css("br"):
        line_break.replace_with("\n")
    found = [table for table in page.css("table") if _holds_no_other(table)]
    for place, table in enumerate(found, 1):
        yield name if place == 1 else f"{name} ({place})", _rows(table)


def _holds_no_other(table: LexborNode) -> bool:
    return not any(inner != table for inner in table.css("table"))


def _text(content: bytes) -> str:
    declared = _CHARSET.search(content[:4096])
    if declared and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return content.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # it says one thing and is another, which is common
    return decoded(content)


def _rows(table: LexborNode) -> Iterator[list[Any]]:
    """Yield rows. A cell over several rows stands in each of them, one over several columns in the first."""
    reaching: dict[int, tuple[int, Any]] = {}
    for line in table.css("tr"):
        row: list[Any] = []
        for cell in line.iter():
            if cell.tag in ("td", "th"):
                _take_down(reaching, row)
                value, down = _value(cell), _reach(cell, "rowspan", MOST_ROWS_DOWN)
                for step in range(_reach(cell, "colspan", MOST_COLUMNS)):
                    shown = "" if step else value
                    if down > 1:
                        reaching[len(row)] = (down, shown)
                    row.append(shown)
        _take_down(reaching, row)
        yield row
        reaching = {column: (left - 1, value) for column, (left, value) in reaching.items() if left > 1}


def _take_down(reaching: dict[int, tuple[int, Any]], row: list[Any]) -> None:
    while len(row) in reaching:
        row.append(reaching[len(row)][1])


def _reach(cell: LexborNode, name: str, most: int) -> int:
    said = (cell.attributes.get(name) or "").strip()
    return min(int(said), most) if said.isdecimal() and said != "0" else 1


def _value(cell: LexborNode) -> Any:
    number = cell.attributes.get(_NUMBER)
    if number:
        try:
            return float(number)
        except ValueError:
            pass
    return cell.text(deep=True).strip()
