import pytest

from shared import telephone as written


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


def test_a_mobile_chats_and_a_fixed_line_is_only_called() -> None:
    assert [written.chats(number) for number in ("0812-3456-7890", "0549-21234", "tanya", None)] == [
        True,
        False,
        False,
        False,
    ]
    assert written.tel_link("0812-3456-7890") == "tel:+6281234567890"
    assert [written.is_number(number) for number in ("0549-21234", "tanya")] == [True, False]
