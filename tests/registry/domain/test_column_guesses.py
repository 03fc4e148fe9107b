"""What each column of an invented list is taken for, how surely, and when it is asked about."""

import pytest

from services.registry.domain.column_content import content_of
from services.registry.domain.column_guess import Guess, guess_columns
from services.registry.domain.column_options import ASKED_BELOW, is_silent
from services.registry.domain.heading_words import concepts, plain
from tests.registry.domain.labelled_columns import lists

NIKS = ("6408045708900001", "6408041204850002", "6408041708900003")
PHONES = ("081250001111", "081250002222", "081250003333")
JUDGED = [
    (label, field, guess)
    for columns in lists()
    for (label, (field, _)), guess in zip(
        columns.items(),
        guess_columns({label: content_of(values) for label, (_, values) in columns.items()}).values(),
        strict=True,
    )
]


def guessed(**columns: tuple[str, ...]) -> dict[str, Guess]:
    return guess_columns({label.replace("_", " "): content_of(values) for label, values in columns.items()})


def fields(**columns: tuple[str, ...]) -> list[str]:
    return [guess.field for guess in guessed(**columns).values()]


def test_no_guess_is_wrong_that_is_taken_unasked() -> None:
    wrong = [
        (label, field, guess)
        for label, field, guess in JUDGED
        if guess.field and not guess.asked and guess.field != field.rstrip("?")
    ]
    assert wrong == []


def test_below_the_measured_sureness_wrong_guesses_begin() -> None:
    wrong = [guess.sure for _, field, guess in JUDGED if guess.field and guess.field != field.rstrip("?")]
    assert max(wrong) < ASKED_BELOW


def test_few_columns_are_asked_about_and_hardly_one_is_missed() -> None:
    meant = [(field, guess) for _, field, guess in JUDGED if field and not field.endswith("?")]
    taken = [guess for field, guess in meant if guess.field == field and not guess.asked]
    assert len(taken) / len(meant) > 0.98


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (NIKS, "nik"),
        (("9120001112223", "0220001112224"), "nib"),
        (PHONES, "phone"),
        (("+62 812 5000 1111", "62-813-4000-2222"), "phone"),
        (("a@contoh.id", "b@contoh.id"), "email"),
        (("Bengalon", "muara_wahau", "KEC. KAUBUN"), "kecamatan"),
        (("ID64110000123450123", "ID64110000123450124"), "halal"),
        (("2066408010401-28", "2066408010402-28"), "pirt"),
    ],
)
@pytest.mark.parametrize("heading", ["Kolom 7", "KODE", "xyz", "Isian lanjutan"])
def test_cells_tell_what_no_heading_says(heading: str, values: tuple[str, ...], field: str) -> None:
    guess = guess_columns({"Nama usaha": content_of(["Tahu A"]), heading: content_of(values)})[heading]
    assert (guess.field, guess.asked) == (field, False)


def test_cells_that_contradict_a_heading_leave_it_to_a_person() -> None:
    guess = guessed(Nama_usaha=("Tahu A",), Email=("Jl. Poros", "Jl. Damai", "Gg. Baru"))["Email"]
    assert (guess.field, guess.asked) == ("email", True)


def test_a_column_of_yes_and_no_is_a_state_and_no_number() -> None:
    assert fields(Nama_usaha=("A b", "C d"), NIB=("1", "0"), PIRT=("Ya", "Tidak"), Halal=("sudah", "belum")) == [
        "name", "has_nib", "has_pirt", "has_halal",
    ]  # fmt: skip


def test_a_brand_is_no_trade_mark() -> None:
    assert fields(Nama_usaha=("A b", "C d"), Merk=("Sari Rasa", "Cap Jempol"))[1] == ""
    assert fields(Nama_usaha=("A b", "C d"), Merk=("IDM000123456", "IDM000123457"))[1] == "merek"


def test_a_plain_name_is_the_owner_where_the_columns_speak_of_a_person_and_of_what_the_business_does() -> None:
    columns = {"NAMA": ("Rustam", "Umar"), "NIK": NIKS, "JENIS_USAHA": ("Jahit", "Keripik"), "HP": PHONES}
    assert fields(**columns) == ["owner_name", "nik", "product", "phone"]
    assert fields(NAMA=("Tahu Bu Ani", "Toko Jaya"), KECAMATAN=("Bengalon", "Telen"))[0] == "name"
    assert fields(NAMA=("Rustam",), NAMA_USAHA=("Toko Jaya",)) == ["owner_name", "name"]
    assert fields(NAMA=("Toko Jaya",), PEMILIK=("Rustam",)) == ["name", "owner_name"]


def test_two_columns_of_one_heading_are_told_apart_by_what_stands_beside_them() -> None:
    columns = dict.fromkeys(("NAMA", "NIK", "ALAMAT", "NAMA (2)", "PRODUK", "ALAMAT (2)"), content_of(()))
    found = {label: guess.field for label, guess in guess_columns(columns).items()}
    assert found == {
        "NAMA": "owner_name", "NIK": "nik", "ALAMAT": "", "NAMA (2)": "name", "PRODUK": "product",
        "ALAMAT (2)": "address",
    }  # fmt: skip


def test_where_nothing_tells_two_columns_of_one_heading_apart_a_person_is_asked() -> None:
    guesses = guess_columns(dict.fromkeys(("NAMA USAHA", "ALAMAT", "KECAMATAN", "ALAMAT (2)"), content_of(())))
    assert [guesses["ALAMAT"].asked, guesses["ALAMAT (2)"].field] == [True, ""]


def test_the_home_of_the_owner_is_left_out_and_asked_about_where_there_is_no_other_address() -> None:
    assert fields(Nama_usaha=(), Alamat_rumah=(), Alamat_usaha=()) == ["name", "", "address"]
    assert fields(Nama_usaha=(), Alamat=(), Alamat_usaha=()) == ["name", "", "address"]
    alone = guessed(Nama_usaha=(), Alamat_KTP=())["Alamat KTP"]
    assert (alone.field, alone.asked) == ("address", True)


def test_one_thing_over_several_columns_is_joined() -> None:
    assert fields(Nama_usaha=(), Alamat=(), RT=(), RW=(), HP_1=(), HP_2=()) == [
        "name", "address", "address", "address", "phone", "phone",
    ]  # fmt: skip
    assert fields(Nama_toko=(), Nama_depan=(), Nama_belakang=()) == ["name", "owner_name", "owner_name"]
    assert fields(Nama_usaha=(), Alamat_rumah=(), RT=(), Alamat_usaha=())[2] == ""


def test_a_day_of_birth_is_no_day_of_a_training() -> None:
    assert fields(Nama_usaha=(), Tempat_lahir=(), Tgl_lahir=(), Pendidikan=(), Pelatihan=()) == [
        "name", "", "", "", "training_title",
    ]  # fmt: skip
    assert fields(Nama_usaha=(), Tanggal=())[1] == ""


def test_a_list_whose_name_no_heading_tells_is_asked_about() -> None:
    guess = guessed(Daftar=("Tahu Rahma", "Kue Sri"), Kecamatan=("Bengalon", "Telen"))["Daftar"]
    assert (guess.field, guess.asked) == ("name", True)


@pytest.mark.parametrize("label", ["NO", "No. Urut", "Paraf", "_id", "_uuid", "meta/instanceID", "start", "TTD"])
def test_running_numbers_signatures_and_marks_of_forms_are_silent(label: str) -> None:
    assert is_silent(label)


def test_misspelt_words_are_known_by_the_word_they_are_nearest_to() -> None:
    assert concepts(plain("Kecmatan"))[0] == {"kecamatan"}
    assert concepts(plain("perusahan"))[0] == {"usaha"}


@pytest.mark.parametrize(
    ("older", "newer"),
    [("Omzet 2024", "OMZET TH. 2025"), ("Nilai Produksi Tahun 2023", "Omzet 2025"), ("TK 2024", "Tenaga Kerja 2025")],
)
def test_of_figures_of_several_years_the_newest_counts(older: str, newer: str) -> None:
    for labels in ((older, newer), (newer, older)):
        found = guess_columns({"Nama Usaha": content_of(("A", "B"))} | {label: content_of((1, 2)) for label in labels})
        assert (found[older].field, bool(found[newer].field)) == ("", True)


def test_a_kind_of_company_told_in_legal_forms_is_its_legal_form() -> None:
    assert fields(nama_perusahaan=("A", "B"), jenis_perusahaan=("Perorangan", "CV"))[1] == "legal_form"


def test_workers_are_told_by_sex_in_english_brackets() -> None:
    columns = {"Employees (M)": content_of((1, 2)), "Employees (F)": content_of((3, 4))}
    assert [guess.field for guess in guess_columns(columns).values()] == ["workers_male", "workers_female"]


def test_a_column_of_figures_names_nobody() -> None:
    counted = {"Kecamatan": content_of(("Kaliorang", "Bengalon")), "Industri Kecil": content_of((12, 20))}
    assert guess_columns(counted)["Industri Kecil"].field == ""


def test_what_the_register_does_not_keep_is_no_name_either() -> None:
    columns = {"Nama Anggota": content_of(("Siti", "Budi")), "Jabatan": content_of(("Ketua", "Anggota"))}
    assert guess_columns(columns)["Jabatan"].field == ""
