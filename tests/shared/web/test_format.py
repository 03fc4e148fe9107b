import datetime as dt

import pytest

from shared.language import msg, use_language
from shared.web import format as written

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


@pytest.mark.parametrize("sent", ["+6281234567890", "081234567890", "6281234567890", "0812 3456 7890"])
def test_phones_are_written_as_people_read_them(sent: str) -> None:
    assert written.phone(sent) == "0812-3456-7890"
    assert written.wa_link(sent) == "https://wa.me/6281234567890"


def test_a_chat_opens_with_its_text() -> None:
    link = written.wa_link("081234567890", "Yth. Ibu Siti & keluarga\nBersedia hadir?")
    assert link == "https://wa.me/6281234567890?text=Yth.%20Ibu%20Siti%20%26%20keluarga%0ABersedia%20hadir%3F"


def test_what_is_no_phone_stays_as_it_is() -> None:
    assert written.phone("belum ada") == "belum ada"
    assert written.wa_link("belum ada") is None


@pytest.mark.parametrize("name", ["date", "datetime", "time", "number", "percent", "rupiah", "phone"])
def test_nothing_is_a_dash(name: str) -> None:
    assert getattr(written, name)(None) == "–"


def test_keyword_arguments_become_attributes() -> None:
    sent = {"aria_label": 'Kata "kunci"', "autofocus": True, "min": 0, "max": None, "readonly": False}
    assert written.attributes(sent) == ' aria-label="Kata &#34;kunci&#34;" autofocus min="0"'


def test_messages_are_worded_and_text_stays_text() -> None:
    assert written.worded(msg("Offers")) == "Penawaran"
    assert (written.worded("Offers"), written.worded(None)) == ("Offers", "")
