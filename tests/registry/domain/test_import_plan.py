from uuid import UUID

from services.registry.domain.duplicates import Known
from services.registry.domain.evidence import traits_of
from services.registry.domain.import_entry import Entry
from services.registry.domain.import_plan import NEW, POSSIBLE, complete, match

WATI = {"name": "Penjahit Wati", "owner_name": "Wati Wulandari", "kecamatan_code": "64.08.02"}
LARGE = {"licence_year": 2011, "investment": 400_000_000, "capacity": 200}
SMALL = {"licence_year": 2024, "investment": 5_000_000, "capacity": 500}


def test_after_a_namesake_waits_the_name_decides_no_more():
    rows = [Entry("Daftar", 1, WATI | LARGE), Entry("Daftar", 2, WATI | SMALL), Entry("Daftar", 3, WATI)]
    planned = match(rows, Known(), UUID(int=1)).rows
    assert [row.verdict for row in planned] == [NEW, POSSIBLE, POSSIBLE]
    assert [found.id for found in planned[2].candidates] == [planned[0].ikm_id]


def test_a_row_that_waits_has_no_nib_yet():
    waits = Entry("Lain", 1, {"name": "Tahu Berkah", "nib": "9120001234567"})
    planned = match([Entry("Daftar", 1, WATI | {"nib": "9120001234567"})],
                    Known(waiting=[traits_of("waiting", waits)]), UUID(int=1))  # fmt: skip
    [row] = complete(planned, lambda ids: {})
    assert row.verdict == NEW
    assert {change.field: change.kind for change in row.changes}["nib"] == "fill"
