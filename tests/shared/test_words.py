import datetime as dt

import pytest

from shared import words as written
from shared.language import LANGUAGES, use_language

LATE = dt.datetime(2026, 11, 21, 16, 30, tzinfo=dt.UTC)


def test_days_are_written_out() -> None:
    assert written.date(dt.date(2026, 11, 21)) == "21 November 2026"
    assert written.date(dt.date(2026, 8, 1)) == "1 Agustus 2026"
    assert written.short_date(dt.date(2026, 8, 1)) == "1 Agu 2026"


def test_instants_are_wita() -> None:
    assert written.datetime(dt.datetime(2026, 11, 21, 6, 30, tzinfo=dt.UTC)) == "21 November 2026, 14.30 WITA"
    assert written.date(LATE) == "22 November 2026"
    assert written.time(LATE) == "00.30 WITA"


def test_numbers_have_dots_and_money_has_rp() -> None:
    assert written.number(1_250_000) == "1.250.000"
    assert written.number(2.5) == "2,5"
    assert written.rupiah(25_000_000) == "Rp25.000.000"
    assert written.percent(0.64) == "64%"


def test_english_is_written_the_english_way() -> None:
    with use_language("en"):
        assert written.number(1_250_000) == "1,250,000"
        assert written.datetime(dt.datetime(2026, 8, 21, 6, 30, tzinfo=dt.UTC)) == "21 August 2026, 14:30 WITA"


@pytest.mark.parametrize("value", [0, 7, 999, 1_000, 1_250_007, 5_000_000_000])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_in_a_stored_sentence_is_grouped_as_on_a_page(value: int, language: str) -> None:
    with use_language(language):
        assert str(written.grouped(value)) == written.number(value)


@pytest.mark.parametrize("name", ["date", "datetime", "time", "number", "percent", "rupiah"])
def test_nothing_is_a_dash(name: str) -> None:
    assert getattr(written, name)(None) == "–"
