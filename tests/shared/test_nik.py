import re

import pytest

from shared.nik import holds_likely_nik, holds_nik, without_nik

NIK = "6408041708900001"
MASKED = "640804******0001"
FULL_WIDTH = "".join(chr(ord("０") + int(digit)) for digit in NIK)
ARABIC = "".join(chr(ord("٠") + int(digit)) for digit in NIK)


def in_groups(separator, *lengths):
    groups, rest = [], NIK
    for length in lengths:
        groups.append(rest[:length])
        rest = rest[length:]
    return separator.join(groups)


@pytest.mark.parametrize(
    "separator", [*" .,-/_:;|*'’~+\n\t", "–", "—", "‑", " - ", " / ", " ", "\u200b", "\u2028", "．"]
)
@pytest.mark.parametrize("lengths", [(4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (8, 8), (3, 3, 3, 3, 4), (1,) * 16])
def test_a_nik_is_found_whatever_parts_its_digits(separator, lengths):
    words = f"Bu Nora {in_groups(separator, *lengths)} dari Kaliorang"
    assert without_nik(words) == f"Bu Nora {MASKED} dari Kaliorang"


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        (f"NIK{NIK}", f"NIK{MASKED}"),
        (f"nik{NIK}nora", f"nik{MASKED}nora"),
        (f"00{NIK}", f"00{MASKED}"),
        ("00 6408 0417 0890 0001", f"00 {MASKED}"),
        ("006408 0417 0890 0001", f"00{MASKED}"),
        (f"'{NIK}", f"'{MASKED}"),
        (f"({NIK})", f"({MASKED})"),
        (f"{NIK}.0", f"{MASKED}.0"),
        (f"{NIK}@contoh.id", f"{MASKED}@contoh.id"),
        (f"081234567890/{NIK}", f"081234567890/{MASKED}"),
        (f"{NIK} 0812-3456-7890", f"{MASKED} 0812-3456-7890"),
        (f"{NIK}081234567890", f"{MASKED}081234567890"),
        (f"{NIK}, 6408045708900002", f"{MASKED}, 640804******0002"),
        (FULL_WIDTH, MASKED),
        (ARABIC, MASKED),
        ("6408\u200b0417\u2060089\ufeff00001", MASKED),
        ("6️⃣408041708900001", MASKED),
        (f"KTP_{NIK}.csv", f"KTP_{MASKED}.csv"),
        ("640804-170890 0001", MASKED),
        ("640804-17-08-1990-0001", MASKED),
        ("64.08.04 / 17.08.1990 / 0001", MASKED),
        ("640804 17081990 0001", MASKED),
        ("64 08.04-17.08 90 0001", MASKED),
        ("64 08:04 - 17:08 900001", MASKED),
        ("6408     0417     0890     0001", MASKED),
        ("6408&nbsp;0417&nbsp;0890&nbsp;0001", MASKED),
        (f"64 08.04-17.08 90 0001, {NIK}, 640804-17-08-1990-0001", f"{MASKED}, {MASKED}, {MASKED}"),
    ],
)
def test_a_nik_is_found_whatever_stands_around_it(words, masked):
    assert without_nik(words) == masked
    assert not holds_nik(without_nik(words))


@pytest.mark.parametrize("number", ["6408045708900001", "3171012902000001", "9171013112690123"])
def test_women_and_leap_days_and_other_provinces_count(number):
    assert holds_nik(number)


@pytest.mark.parametrize(
    "words",
    [
        "9120001234567",
        "NIB 9120001234567, KBLI 10710",
        "0812-3456-7890 / 0813-1409-0812",
        "+62 812 3456 7890, +62 813 1234 5678",
        "Rp 25.000.000 - 30.000.000",
        "Rp 12.500.000 – 15.000.000",
        "ID6411000045210923",
        "ID64110000452109230",
        "P-IRT 2026408010001-28",
        "BPOM RI MD 071182004300360",
        "01.312.166.0-091.000",
        "0013121660091000",
        "13-12-2026 09.00-12.00",
        "13 12 2026 09.00 - 12.00 WITA",
        "2026-11-27 09:45:12.123456",
        "Senin 14/09/2026 08:30-11:30, Selasa 15/09/2026 08:30-11:30",
        "11.15-11.30, 12.00-12.30",
        "13.15-15.10 12/09/2026",
        "13.15-15.10 12 09 2026 WITA",
        "Kode 160304, 12-05-2026, 1030",
        "ID641104 12051990 1234567",
        "2019, 2020, 2021, 2022",
        "1234567890123456",
        "640804******0001",
        "6408041708900000",
        "6408043102900001",
        "9971011708450001",
        "",
    ],
)
def test_other_numbers_are_no_nik(words):
    assert without_nik(words) == words


@pytest.mark.parametrize(("number", "likely"), [("6408049908900001", True), ("0013121660091000", False)])
def test_a_mistyped_nik_is_a_likely_one(number, likely):
    assert (holds_nik(number), holds_likely_nik(number)) == (False, likely)


def test_a_long_text_is_read_in_a_moment():
    assert not holds_nik("12 34" * 40_000)
    assert not re.search(r"\d{16}", without_nik(f"{NIK} " * 5_000))
