"""When two lists are of one layout."""

from services.registry.domain.layout import fingerprint, kept, recalled

HEADINGS = ["No", "Nama Pemilik", "Omzet 2024", "Omzet 2025"]


def test_another_year_another_sheet_and_another_case_are_one_layout():
    later = ["NO", "Nama  pemilik", "Omzet 2025", "OMZET 2026"]
    assert fingerprint([HEADINGS]) == fingerprint([later, later])


def test_another_order_or_another_heading_is_another_layout():
    assert fingerprint([HEADINGS]) != fingerprint([HEADINGS[::-1]])
    assert fingerprint([HEADINGS]) != fingerprint([[*HEADINGS, "Ket"]])


def test_what_was_said_is_recalled_by_place_among_equal_headings():
    said = kept(HEADINGS, {"Nama Pemilik": "owner_name", "Omzet 2024": "", "Omzet 2025": "production_value"})
    assert recalled(["No", "NAMA PEMILIK", "Omzet 2025", "Omzet 2026"], said) == {
        "NAMA PEMILIK": "owner_name",
        "Omzet 2025": "",
        "Omzet 2026": "production_value",
    }
