"""An institution that becomes a partner is told what it can do now, once."""

from services.notifications.channels.rendering import render
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.factories import INSTITUTION, a_standing, an_account

KIND = "institution_activated"
ACTIVATED = a_standing(revision=2, activated=True)
LECTURER = {"role": "institution", "institution_id": INSTITUTION, "email": "rina@unmul.example"}


def addresses(desk: Desk) -> list[str]:
    return sorted(mail.address for mail in desk.emails())


def read(desk: Desk) -> str:
    return render(desk.email(KIND), settings_for(desk.database, "")).text


def test_whoever_signs_in_for_it_is_told_once_with_the_way_in(any_desk: Desk) -> None:
    any_desk.hear(a_standing(active=False), an_account(**LECTURER))
    any_desk.hear(ACTIVATED, times=2)
    assert addresses(any_desk) == ["rina@unmul.example"]
    text = read(any_desk)
    assert "Akun Bapak/Ibu sudah dibuka." in text
    assert "https://ikm.example/masuk" in text
    assert "Email untuk masuk: rina@unmul.example" in text


def test_where_nobody_signs_in_yet_its_mailbox_is_told_to_ask_for_an_account(desk: Desk) -> None:
    desk.hear(a_standing(active=False), ACTIVATED)
    assert addresses(desk) == ["kerja.sama@unmul.example"]
    assert "perlu akun" in read(desk)
    assert "/masuk" not in read(desk)


def test_without_any_address_nobody_is_told(desk: Desk) -> None:
    desk.hear(a_standing(revision=2, activated=True, email=None))
    assert addresses(desk) == []


def test_a_correction_a_pause_and_what_follows_it_are_no_news(desk: Desk) -> None:
    desk.hear(an_account(**LECTURER), a_standing(revision=3), a_standing(revision=4, active=False))
    desk.hear(a_standing(revision=5))
    assert addresses(desk) == []


def test_one_that_was_suspended_before_the_mail_went_is_told_nothing(desk: Desk) -> None:
    desk.hear(an_account(**LECTURER), a_standing(revision=3, active=False), ACTIVATED)
    assert desk.states() == {KIND: ["suppressed"]}
