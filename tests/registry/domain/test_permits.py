from services.registry.domain.permits import remarks


def test_permits_notes_and_closing_in_one_cell():
    found = remarks("P-IRT No. 5106408130396-26 ; Halal ID641109540592231022 ; TUTUP ; pindah alamat")
    assert [(item.kind, item.number) for item in found.permits] == [
        ("PIRT", "5106408130396-26"),
        ("HALAL", "ID641109540592231022"),
    ]
    assert found.closed
    assert found.notes == "pindah alamat"


def test_a_permit_with_a_wrong_number_stays_a_remark_and_is_said():
    found = remarks("P-IRT 123456")
    assert not found.permits
    assert found.notes == "P-IRT 123456"
    assert len(found.problems) == 1


def test_bpom_and_trade_mark():
    assert [item.kind for item in remarks("BPOM RI MD 867031569523; merek IDM000123456").permits] == ["MD", "MEREK"]


def test_what_is_not_closed_for_good_stays_and_is_said():
    found = remarks("Tutup hari Jumat")
    assert (found.closed, found.notes, len(found.problems)) == (False, "Tutup hari Jumat", 1)


def test_what_else_a_closing_remark_says_stays_a_note():
    found = remarks("Usaha tutup th 2023")
    assert (found.closed, found.notes, found.problems) == (True, "Usaha tutup th 2023", ())
