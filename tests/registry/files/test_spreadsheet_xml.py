"""XML Spreadsheet 2003 under the name of a workbook."""

from datetime import datetime

import pytest

from services.registry.files.spreadsheet_xml import NAMESPACE, sheets
from services.registry.files.spreadsheets import read_sheets
from shared.errors import InvalidInput


def workbook(*worksheets: str) -> bytes:
    named = "".join(
        f'<Worksheet ss:Name="S{place}"><Table>{rows}</Table></Worksheet>' for place, rows in enumerate(worksheets, 1)
    )
    return f'<?xml version="1.0"?><Workbook xmlns="{NAMESPACE}" xmlns:ss="{NAMESPACE}">{named}</Workbook>'.encode()


def cell(value: str, kind: str = "String", **more: int) -> str:
    places = "".join(f' ss:{name}="{number}"' for name, number in more.items())
    return f'<Cell{places}><Data ss:Type="{kind}">{value}</Data></Cell>'


def read(content: bytes) -> dict[str, list[list[object]]]:
    return {name: list(rows) for name, rows in sheets(content)}


def test_rows_of_all_sheets_with_their_kinds():
    cells = (
        cell("Nama IKM"),
        cell("2500", "Number"),
        cell("2024-03-12T00:00:00.000", "DateTime"),
        cell("1", "Boolean"),
    )
    rows = f"<Row>{''.join(cells)}</Row>"
    assert read(workbook(rows, f"<Row>{cell('Lain')}</Row>")) == {
        "S1": [["Nama IKM", 2500.0, datetime.fromisoformat("2024-03-12"), True]],
        "S2": [["Lain"]],
    }


def test_left_out_rows_and_cells_keep_their_places():
    rows = f'<Row ss:Index="3">{cell("C", Index=3)}</Row>'
    assert read(workbook(rows))["S1"] == [[], [], ["", "", "C"]]


def test_a_cell_over_rows_stands_in_each():
    lines = (cell("Kaliorang", MergeDown=1) + cell("Kalbana"), cell("Lestari", Index=2), cell("Budi"))
    rows = "".join(f"<Row>{line}</Row>" for line in lines)
    assert read(workbook(rows))["S1"] == [["Kaliorang", "Kalbana"], ["Kaliorang", "Lestari"], ["Budi"]]


@pytest.mark.parametrize(
    "content",
    [
        workbook(f"<Row>{cell('Nama IKM')}</Row>")[:-30],
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
            f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">'.encode() for n in range(12)
        ) + b"]>" + workbook(f"<Row>{cell('&a11;')}</Row>")[21:],
        workbook(f'<Row ss:Index="1000000">{cell("x", Index=16000)}</Row>' * 2000),
    ],
    ids=["cut off", "entities in entities", "far corners"],
)  # fmt: skip
def test_a_broken_or_hostile_one_is_refused(tmp_path, content):
    path = tmp_path / "upload"
    path.write_bytes(content)
    with pytest.raises(InvalidInput):
        read_sheets(path, "xml", "daftar.xls")
