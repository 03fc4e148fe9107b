"""What rows are told by the headings above them, and how far each heading reaches."""

import pytest

from services.registry.domain.sheets.blocks import context_of
from services.registry.domain.sheets.finding import find_tables
from services.registry.domain.table import Sheet

HEAD = ["NO", "NAMA USAHA", "PEMILIK", "HP"]
KALIORANG, TELEN, KAUBUN, BENGALON = "64.08.10", "64.08.07", "64.08.15", "64.08.09"


def contexts(*rows, name="Sheet1"):
    """The context of each business; a text is the heading of a block, a list a row as it stands."""
    filled = [["", one] if isinstance(one, str) else one for one in rows]
    businesses = [row for heading in filled for row in (heading, [1.0, "Tahu", "Budi", "0812111111"])]
    [table] = find_tables(Sheet(name, [HEAD, *businesses]))
    return [row.context for row in table.rows]


def kecamatan(*rows, **more):
    return [one.kecamatan for one in contexts(*rows, **more)]


def test_a_heading_ends_at_the_next_of_its_level_in_whatever_notation():
    assert kecamatan("KECAMATAN KALIORANG", "B. Telen", ["III", "KEC. KAUBUN (12 IKM)"]) == [KALIORANG, TELEN, KAUBUN]


def test_a_heading_may_be_spread_over_cells():
    assert kecamatan(["", "KECAMATAN", ":", "TELEN"], ["Kec.", "", "Kaubun"]) == [TELEN, KAUBUN]


def test_a_desa_keeps_the_kecamatan_around_it_and_tells_one_where_none_is():
    inside, alone = contexts("KECAMATAN BENGALON / DESA SEPASO", "DESA MUARA WAHAU")
    assert (inside.kecamatan, inside.desa) == (BENGALON, f"{BENGALON}.2001")
    assert (alone.kecamatan, alone.desa) == ("64.08.02", "64.08.02.2003")


@pytest.mark.parametrize(
    ("known", "unknown"),
    [("A. KALIORANG", "B. LUAR DAERAH"), ("KALIORANG", "SAMARINDA"), ("KECAMATAN KALIORANG", "KECAMATAN TENGGARONG")],
)
def test_a_heading_of_the_same_level_that_cannot_be_placed_ends_the_one_before(known, unknown):
    first, second, third = contexts(known, unknown, "C. TELEN")
    assert (first.kecamatan, second.kecamatan, third.kecamatan) == (KALIORANG, None, TELEN)
    assert second.unknown


def test_a_kind_of_business_within_a_kecamatan_leaves_it():
    one, other = contexts(["A. KECAMATAN TELEN"], ["1. INDUSTRI PANGAN"])[-2:]
    assert (one.kecamatan, other.kecamatan, other.branch) == (TELEN, TELEN, "PANGAN")


@pytest.mark.parametrize(
    ("sheet", "titles", "code"),
    [
        ("Kaliorang", [], KALIORANG),
        ("KEC. KAUBUN 2025", ["DATA UMKM"], KAUBUN),
        ("Sheet1", ["DATA UMKM DESA SEPASO", "KECAMATAN BENGALON"], BENGALON),
        ("Sheet1", ["Data IKM Desa Bumi Etam"], KAUBUN),
        ("Telen", ["DATA IKM KECAMATAN KAUBUN"], None),
        ("Sheet1", ["DATA IKM KECAMATAN KAUBUN", "KECAMATAN TELEN"], None),
    ],
)
def test_sheet_and_titles_tell_the_kecamatan_where_they_do_not_contradict(sheet, titles, code):
    assert context_of(sheet, titles).kecamatan == code


def test_a_title_tells_the_year():
    assert context_of("Sheet1", ["DATA IKM TAHUN 2024"]).year == 2024
