from services.registry.domain.permits import permit, remarks


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


def test_a_column_holds_one_kind_only():
    assert permit("2153578010488-22", "PIRT")
    assert permit("2153578010488-22", "HALAL") is None
