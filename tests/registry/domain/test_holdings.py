from datetime import date

import pytest

from services.registry.domain.holdings import holding, holdings


def said(read):
    return {held.kind: held.state for held in read.held}


NONE = {"NIB": "no", "PIRT": "no", "HALAL": "no"}


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("NIB, Halal", {"NIB": "yes", "HALAL": "yes"}), ("nib halal", {"NIB": "yes", "HALAL": "yes"}),
        ("Belum punya NIB", {"NIB": "no"}), ("Hanya NIB", {"NIB": "yes"}), ("Baru NIB saja", {"NIB": "yes"}),
        ("NIB dan PIRT", {"NIB": "yes", "PIRT": "yes"}), ("Halal belum, NIB sudah", {"HALAL": "no", "NIB": "yes"}),
        ("NIB sudah halal belum", {"NIB": "yes", "HALAL": "no"}), ("NIB; SPP-IRT", {"NIB": "yes", "PIRT": "yes"}),
        ("Nomor Induk Berusaha; SPP-IRT", {"NIB": "yes", "PIRT": "yes"}), ("BPOM, HKI", {"MD": "yes", "MEREK": "yes"}),
        ("sudah punya NIB tapi belum halal", {"NIB": "yes", "HALAL": "no"}), ("sertifikat halal MUI", {"HALAL": "yes"}),
        ("belum punya PIRT dan halal", {"PIRT": "no", "HALAL": "no"}), ("NIB ✓ PIRT ✗", {"NIB": "yes", "PIRT": "no"}),
        ("NIB: ada, PIRT: tidak ada", {"NIB": "yes", "PIRT": "no"}), ("NIB, belum PIRT", {"NIB": "yes", "PIRT": "no"}),
        ("Sudah: NIB, PIRT. Belum: Halal", {"NIB": "yes", "PIRT": "yes", "HALAL": "no"}),
        ("NIB, PIRT, halal semuanya belum", NONE), ("Belum ada", NONE), ("Tidak punya", NONE), ("semua belum", NONE),
        ("BELUM ADA SAMA SEKALI", NONE), ("tidak ada satupun", NONE),
        ("", {}), ("-", {}), ("0", {}), ("belum lengkap", {}),
    ],
)  # fmt: skip
def test_what_people_say_they_hold(words, held):
    assert (said(holdings(words)), holdings(words).problems) == (held, [])


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("NIB (proses)", {"NIB": "no"}), ("NIB, PIRT masih proses", {"NIB": "yes", "PIRT": "no"}),
        ("sedang mengurus halal", {"HALAL": "no"}), ("ingin punya halal", {"HALAL": "no"}),
        ("Halal: pengajuan", {"HALAL": "no"}), ("PIRT kadaluarsa", {"PIRT": "no"}), ("NIB hilang", {"NIB": "yes"}),
        ("NIB dan PIRT (proses)", {"NIB": "yes", "PIRT": "no"}), ("NIB ada; Halal -", {"NIB": "yes"}),
        ("NIB v, Halal x", {"NIB": "yes"}), ("belum punya NIB, PIRT", {"NIB": "no"}), ("selain NIB belum", {}),
        ("NIB belum PIRT", {}), ("NIB; lainnya belum", {"NIB": "yes"}), ("belum semua", {}), ("lengkap", {}),
        ("SIUP", {}), ("sudah", {}), ("NIB, SIUP", {"NIB": "yes"}),
    ],
)  # fmt: skip
def test_what_is_half_way_or_unclear_is_told(words, held):
    read = holdings(words)
    assert said(read) == held
    assert words in str(read.problems[0])


def test_numbers_in_a_text_are_known_by_their_shape():
    read = holdings("NIB 9120003310507, PIRT 2066408010001-28\nHalal belum")
    assert {held.kind: held.number for held in read.held} == {
        "NIB": "9120003310507", "PIRT": "2066408010001-28", "HALAL": None,
    }  # fmt: skip
    assert said(read)["HALAL"] == "no"


def test_a_certificate_that_ended_has_its_day():
    [held] = holdings("PIRT (kadaluarsa 2022)").held
    assert (held.state, held.expires_on) == ("yes", date(2022, 12, 31))


@pytest.mark.parametrize(
    ("words", "state"),
    [("ada", "yes"), ("Ya", "yes"), ("v", "yes"), ("1", "yes"), (True, "yes"), ("belum", "no"), ("Tidak", "no"),
     ("proses", "no"), ("masih diurus", "no"), ("Halal MUI", "yes"), ("sudah, 2023", "yes"), ("-", None), ("0", None),
     ("", None), ("Kalbana", None), ("123456", None), ("2153578010488-22", None)],
)  # fmt: skip
def test_a_column_of_one_certificate(words, state):
    assert said(holding(words, "HALAL")).get("HALAL") == state


def test_a_column_of_one_certificate_holds_its_numbers():
    assert [one.number for one in holding("2153578010488-22; 2153578020488-23", "PIRT").held] == [
        "2153578010488-22", "2153578020488-23",
    ]  # fmt: skip
    assert holding("867031569523", "MD").held[0].number == "MD 867031569523"
    assert holding("2063216010384", "PIRT").held[0].number == "2063216010384"
    assert holding("Kalbana", "MEREK").problems
