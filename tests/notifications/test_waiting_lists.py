"""Whoever waits for a seat reads its place in line, and what came of it, whatever order the facts come in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notifications.channels.rendering import render
from shared.clock import now
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.factories import a_cancellation, a_place, an_end_of_waiting, an_invitation

INVITATION = an_invitation(promoted=True)
PLACE = a_place(INVITATION)
END = an_end_of_waiting(INVITATION, ended_at=now() + timedelta(minutes=1))


def read(desk: Desk, template: str) -> tuple[str, str]:
    letter = render(desk.email(template), settings_for(desk.database, "smtp://127.0.0.1:1"))
    return letter.subject, letter.text


def test_the_place_in_line_stands_in_subject_and_mail_with_a_link_to_follow_it(desk: Desk) -> None:
    desk.hear(PLACE, times=2)
    subject, text = read(desk, "waiting_began")
    assert subject.startswith("Nomor 3 di daftar tunggu")
    assert "nomor 3 di daftar tunggu" in text
    assert PLACE.answer_path in text


def test_without_an_address_nothing_is_written(desk: Desk) -> None:
    desk.hear(replace(PLACE, email=None), replace(END, email=None))
    assert desk.emails() == []


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("no_seat", "Maaf, tidak ada tempat kosong."),
        ("called_off", "Alasan: Narasumber sakit"),
        ("taken_out", "tidak lagi di daftar itu"),
    ],
)
def test_the_end_of_waiting_says_what_came_of_it(desk: Desk, why: str, said: str) -> None:
    desk.hear(replace(END, why=why, reason="Narasumber sakit" if why == "called_off" else None), times=2)
    text = read(desk, "waiting_ended")[1]
    assert said in text
    assert "Kapan" in text
    assert "Di mana" not in text


def test_a_place_heard_after_its_end_is_no_news(desk: Desk) -> None:
    desk.hear(END, PLACE)
    assert desk.states() == {"waiting_ended": ["queued"]}


def test_the_end_takes_the_place_off_the_list(desk: Desk) -> None:
    desk.hear(PLACE, END)
    assert desk.states() == {"waiting_began": ["cancelled"], "waiting_ended": ["queued"]}


def test_an_invitation_takes_the_place_off_the_list_in_whatever_order_they_come(desk: Desk) -> None:
    desk.hear(PLACE, INVITATION)
    assert desk.states()["waiting_began"] == ["cancelled"]


def test_a_place_heard_after_the_invitation_it_led_to_is_no_news(desk: Desk) -> None:
    desk.hear(INVITATION, replace(PLACE, since=now() - timedelta(minutes=1)))
    assert "waiting_began" not in desk.states()


def test_an_end_that_partners_put_back_from_a_copy_tells_again_is_told_once(desk: Desk) -> None:
    desk.hear(PLACE, END, replace(END, ended_at=END.ended_at + timedelta(hours=1)))
    assert desk.states()["waiting_ended"] == ["queued"]


def test_whoever_waits_anew_after_an_end_reads_the_new_place_and_what_comes_of_that(any_desk: Desk) -> None:
    any_desk.hear(END, replace(PLACE, since=END.ended_at + timedelta(hours=1)))
    assert any_desk.states()["waiting_began"] == ["queued"]
    any_desk.hear(replace(END, ended_at=END.ended_at + timedelta(hours=2)))
    assert any_desk.states()["waiting_ended"] == ["queued", "queued"]


def test_the_end_of_the_programme_holds_back_the_place_but_not_the_end_of_waiting(desk: Desk) -> None:
    desk.hear(PLACE, a_cancellation(INVITATION), replace(END, why="called_off", reason="Sakit"))
    states = desk.states()
    assert (states["waiting_began"], states["waiting_ended"]) == (["cancelled"], ["queued"])
