from datetime import date

import pytest

from services.registry.domain.import_entry import Entry
from services.registry.domain.row_reading import read_row
from services.registry.domain.table import NO_CONTEXT, Context, Row


def read(context=NO_CONTEXT, **cells):
    seal = lambda nik: {"nik_encrypted": f"secret of {len(nik)}", "nik_fingerprint": "f"}  # noqa: E731
    return read_row(Row("Daftar", 9, cells, context), {name: name for name in cells}, seal)


def said(entry):
    return " ".join(str(remark) for remark in entry.remarks)


def test_a_row_of_the_office_workbook():
    entry = read(
        name="KRIPIK  PISANG ENDANG",
        owner_name="-",
        kecamatan="Ma. Ancalong",
        desa="Gemar Baru",
        phone=82245054792.0,
        nib=709884028284.0,
        workers_male="",
        workers_female=1.0,
        investment="8 jt",
        remarks="P-IRT No. 5136408010820-29",
    )
    assert entry.values == {
        "name": "Kripik Pisang Endang",
        "kecamatan_code": "64.08.01",
        "desa": "Gemar Baru",
        "desa_code": "64.08.01.2009",
        "workers_male": 0,
        "workers_female": 1,
        "investment": 8_000_000,
    }
    assert entry.phone == "+6282245054792"
    assert entry.nib_candidate == "0709884028284"
    assert {held.kind: held.number for held in entry.held} == {"NIB": "0709884028284", "PIRT": "5136408010820-29"}


def test_a_nib_that_lost_its_digits_is_said_and_not_kept():
    entry = read(name="Kalbana", kecamatan="Kaliorang", nib="9.12001E+12")
    assert "9.12001E+12" in said(entry)
    assert "nib" not in entry.values
    assert [(held.kind, held.state, held.number) for held in entry.held] == [("NIB", "yes", None)]


def test_the_heading_gives_the_kecamatan_of_an_empty_cell():
    assert read(Context(kecamatan="64.08.10"), name="Kalbana", kecamatan="").get("kecamatan_code") == "64.08.10"


def test_an_unknown_kecamatan_keeps_the_row():
    entry = read(name="Kalbana", kecamatan="Samarinda")
    assert entry.refused is None
    assert "Samarinda" in said(entry)


def test_a_row_without_name_is_refused():
    assert read(name="", kecamatan="Kaliorang").refused


def test_a_formula_stays_text_and_control_characters_go():
    entry = read(name="=cmd|' /C calc'!A0", product="Ker\x00ipik\x07")
    assert entry.get("name") == "=cmd|' /C calc'!A0"
    assert entry.get("product") == "Keripik"
    assert (
        len([remark for remark in entry.remarks if "formula" in remark.template or "control" in remark.template]) == 2
    )


def test_a_form_answer():
    entry = read(
        name="Kalbana",
        kecamatan="Kaliorang",
        email="Nora@Contoh.id",
        holdings="Belum ada",
        needs="Keamanan pangan (PKP), P-IRT / MD, Berkebun",
        consent="",
        answered_at="09/09/2025 07:47:00",
    )
    assert entry.email == "nora@contoh.id"
    assert {(held.kind, held.state) for held in entry.held} == {("NIB", "no"), ("PIRT", "no"), ("HALAL", "no")}
    assert entry.needs == ("KEAMANAN_PANGAN", "IZIN_EDAR")
    assert entry.consent is None
    assert entry.answered_on == date(2025, 9, 9)
    assert "Berkebun" in said(entry)


def test_a_figure_too_large_is_said_and_stands_for_nothing():
    entry = read(name="Kalbana", workers_male="5.000.000.000", workers_female=3, licence_year="2099")
    assert entry.values == {"name": "Kalbana", "workers_female": 3}
    assert "5.000.000.000" in said(entry)
    assert "2099" in said(entry)


def test_a_training_attended():
    entry = read(
        name="Kalbana", training_title="Bimtek Pengemasan", training_date="26 s/d 27 02/2022", training_score="85"
    )
    assert (entry.attended.topic, entry.attended.last, entry.attended.score) == ("PENGEMASAN", date(2022, 2, 27), 85)


def test_a_nik_in_another_column_is_masked_and_said():
    nik = "6408045708900001"
    entry = read(name=f"Kalbana {nik}", address=f"RT 1, NIK:{nik}", phone=nik, nib=float(nik), remarks=f"KTP {nik}")
    assert nik not in repr(entry.as_json())
    assert "640804******0001" in entry.values["address"]
    assert "NIK" in said(entry)


def test_a_nik_is_sealed_and_tells_the_sex():
    entry = read(name="Kalbana", nik="6408045708900001")
    assert entry.get("nik_encrypted") == "secret of 16"
    assert entry.get("owner_sex") == "P"
    assert "6408045708900001" not in str(entry.as_json())


def test_an_entry_survives_being_stored():
    entry = read(name="Kalbana", nib="912000123456", needs="Merek", training_title="Bimtek", training_date="1-2-2022")
    assert Entry.from_json(entry.as_json()) == entry


@pytest.mark.parametrize(
    "address", ["nora", "a(b@contoh.id", ".a..b@contoh.id", "[x@contoh.id", "a b@contoh.id", "a@id"]
)
def test_what_no_mail_server_takes_is_no_email_address(address):
    entry = read(name="Kalbana", email=address)
    assert entry.email is None
    assert address in said(entry)


@pytest.mark.parametrize("address", ["a@contoh.id", "nora.putri+ikm@mail.contoh.co.id", "ikm_1@contoh.id"])
def test_usual_email_addresses_are_kept(address):
    assert read(name="Kalbana", email=address).email == address


@pytest.mark.parametrize("between", [" / ", ", ", "; ", " dan ", "\n", " "])
def test_of_two_email_addresses_the_first_is_kept_and_the_other_named(between):
    entry = read(name="Kalbana", email=f"a@contoh.id{between}b@contoh.id")
    assert entry.email == "a@contoh.id"
    assert "b@contoh.id" in said(entry)


@pytest.mark.parametrize(
    "address", ["Email: a@contoh.id", "<a@contoh.id>", "mailto:a@contoh.id", "a@contoh.id (kantor)"]
)
def test_an_email_address_beside_other_signs(address):
    assert read(name="Kalbana", email=address).email == "a@contoh.id"


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [("legal_form", "UD.", "UD"), ("legal_form", "Perseorangan", "Perorangan"), ("legal_form", "PT Perorangan", "PT"),
     ("branch", "Industri Pangan", "PANGAN"), ("branch", "Makanan dan minuman", "PANGAN")],
)  # fmt: skip
def test_one_of_a_few_choices(field, cell, value):
    assert read(name="Kalbana", **{field: cell}).get(field) == value


@pytest.mark.parametrize(("field", "cell"), [("legal_form", "Firma"), ("branch", "Non pangan"), ("branch", "Jasa")])
def test_what_is_none_of_the_choices_is_said(field, cell):
    entry = read(name="Kalbana", **{field: cell})
    assert entry.get(field) is None
    assert cell in said(entry)


@pytest.mark.parametrize("nothing", ["1111111111111", "08xx", "0", "x", "tidak ada", "belum diketahui", "kosong"])
def test_what_says_nothing_is_no_value_of_any_kind(nothing):
    names = ("owner_name", "address", "product", "desa", "phone", "nib", "kbli", "licence_year", "remarks", "pirt")
    entry = read(name="Kalbana", kecamatan="Kaliorang", **dict.fromkeys(names, nothing))
    assert entry.values.keys() <= {"name", "kecamatan_code"}
    assert (entry.phone, [one for one in entry.held if one.state == "yes"]) == (None, [])


def test_a_nib_among_the_certificates_is_the_nib_of_the_business():
    entry = read(name="Kalbana", holdings="NIB 9120003310507, PIRT 2066408010001-28, halal masih proses")
    assert entry.get("nib") == "9120003310507"
    assert {held.kind: (held.state, held.number) for held in entry.held} == {
        "NIB": ("yes", "9120003310507"), "PIRT": ("yes", "2066408010001-28"), "HALAL": ("no", None),
    }  # fmt: skip


def test_a_column_of_its_own_counts_before_what_is_said_of_all_certificates():
    entry = read(name="Kalbana", nib="proses", holdings="NIB 9120003310507", halal="Ya", pirt="Tidak")
    assert entry.get("nib") is None
    assert {held.kind: held.state for held in entry.held} == {"NIB": "no", "HALAL": "yes", "PIRT": "no"}
    assert "NIB" in said(entry)


FIGURES = ("workers_male", "workers_female", "investment", "production_value", "capacity", "licence_year")


@pytest.mark.parametrize("nothing", ["", None, "-", "Tidak ada", "belum diketahui", "kosong", "?", "n/a"])
@pytest.mark.parametrize("name", FIGURES)
def test_a_cell_that_says_nothing_is_no_figure(name, nothing):
    others = {other: 5 for other in FIGURES if other not in (name, "licence_year")}
    entry = read(name="Kalbana", **others, **{name: nothing})
    assert name not in entry.values or name in entry.assumed


def test_workers_left_out_beside_others_are_none_only_as_far_as_nobody_knows_better():
    assert read(name="Kalbana", workers_male=2, workers_female="").assumed == ("workers_female",)
    assert read(name="Kalbana", workers_male=2, workers_female=0).assumed == ()
    assert read(name="Kalbana", workers_male=2).values.keys() == {"name", "workers_male"}
    assert read(name="Kalbana", workers_male="", workers_female="-").values.keys() == {"name"}
    assert read(name="Kalbana", workers_male=2, workers_female="belum diketahui").assumed == ()


@pytest.mark.parametrize("error", ["#NAME?", "#DIV/0!", "#N/A", "#NUM!", "#REF!", "#VALUE!", "#NULL!"])
def test_an_error_of_a_spreadsheet_is_no_value_and_its_column_is_said(error):
    entry = read(name="Kalbana", owner_name=error, phone=error, product=error, investment=error)
    assert (entry.values.keys(), entry.phone) == ({"name"}, None)
    assert all(f"{column} ({error})" in said(entry) for column in ("owner_name", "phone", "product", "investment"))
