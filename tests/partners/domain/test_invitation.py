from datetime import UTC, date, datetime, timedelta

import pytest

from services.partners.domain.answer import Answer, given, needs_seat_again, require_complete
from services.partners.domain.invitation import deadline, require_answerable, require_call
from shared.clock import end_of_day
from shared.errors import InvalidInput, RuleBroken

NOW = datetime(2027, 2, 1, tzinfo=UTC)
START = datetime(2027, 3, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("state", ["issued", "undeliverable", "accepted", "delegated", "declined"])
def test_until_the_deadline_every_answer_can_be_given_and_changed(state):
    deadline, moment = NOW, timedelta(microseconds=1)
    assert [is_answerable(state, deadline, deadline + late) for late in (-moment, timedelta(0), moment)] == [
        True,
        True,
        False,
    ]


def is_answerable(state, deadline, at):
    try:
        require_answerable(state, deadline, at, runs=True)
    except RuleBroken:
        return False
    return True


@pytest.mark.parametrize(("state", "late"), [("cancelled", False), ("expired", False), ("issued", True)])
def test_too_late_is_said_in_a_sentence(state, late):
    with pytest.raises(RuleBroken):
        require_answerable(state, NOW, NOW + timedelta(seconds=1 if late else 0), runs=True)


def test_nothing_can_be_answered_once_the_programme_no_longer_runs():
    with pytest.raises(RuleBroken):
        require_answerable("declined", NOW, NOW, runs=False)


def test_the_invitation_to_a_programme_that_took_place_is_not_called_cancelled():
    with pytest.raises(RuleBroken, match="Waktu menjawab sudah berakhir"):
        require_answerable("accepted", NOW, NOW + timedelta(days=60), runs=False)


def test_a_deadline_of_2359_is_wita():
    answer_by = end_of_day(date(2027, 2, 1))
    require_answerable("issued", answer_by, datetime(2027, 2, 1, 15, 59, 59, tzinfo=UTC), runs=True)
    with pytest.raises(RuleBroken):
        require_answerable("issued", answer_by, datetime(2027, 2, 1, 16, 0, tzinfo=UTC), runs=True)


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (given("declined", reason=" "), "reason"),
        (given("delegated", delegate_relation="anak"), "delegate_name"),
        (given("delegated", delegate_name="Rina"), "delegate_relation"),
    ],
)
def test_an_answer_must_say_why_or_who(answer, field):
    with pytest.raises(InvalidInput) as refusal:
        require_complete(answer)
    assert list(refusal.value.errors) == [field]


def test_what_does_not_belong_to_an_answer_is_left_out():
    assert given("accepted", "lupa dihapus", "Rina", "anak") == Answer("accepted")


def test_only_going_back_on_a_no_needs_a_free_seat():
    assert needs_seat_again("declined", Answer("accepted"))
    assert not needs_seat_again("accepted", Answer("delegated"))
    assert not needs_seat_again("declined", Answer("declined"))


@pytest.mark.parametrize(("notice", "channel"), [(None, "phone"), ("offer_cancelled", "email")])
def test_the_office_calls_only_whom_mail_does_not_tell(notice, channel):
    require_call("seat_withdrawn", "phone")
    with pytest.raises(RuleBroken):
        require_call(notice, channel)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2027, 2, 1), end_of_day(date(2027, 2, 20))),
        (date(2027, 2, 19), end_of_day(date(2027, 2, 21))),
        (date(2027, 2, 25), end_of_day(date(2027, 2, 27))),
        (date(2027, 2, 28), START),
    ],
)
def test_whoever_is_invited_late_has_two_days_but_never_beyond_the_start(today, expected):
    assert deadline(end_of_day(date(2027, 2, 20)), START, today, answer_days=2) == expected
