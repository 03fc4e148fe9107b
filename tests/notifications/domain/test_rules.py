"""The rules of mail, as plain values."""

from datetime import UTC, datetime, timedelta

import pytest

from services.notifications.domain import message, verdict
from services.notifications.domain.reminder import reminder_times
from shared.errors import RuleBroken

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stage", "code", "text", "outcome", "bad_address"),
    [
        (verdict.BODY, 250, "2.0.0 Ok: queued", verdict.ACCEPTED, False),
        (verdict.BODY, 354, "Go on", verdict.UNCERTAIN, False),
        (verdict.BODY, -1, "What?", verdict.UNCERTAIN, False),
        (verdict.BODY, 554, "5.6.0 Refused", verdict.NEVER, False),
        (verdict.CONTENT, 250, "OK", verdict.AGAIN, False),
        (verdict.RECIPIENT, -1, "What?", verdict.AGAIN, False),
        (verdict.RECIPIENT, 550, "5.1.1 No such user", verdict.NEVER, True),
        (verdict.RECIPIENT, 550, "No such user", verdict.NEVER, True),
        (verdict.RECIPIENT, 550, "5.7.1 Spam", verdict.NEVER, False),
        (verdict.RECIPIENT, 552, "Mailbox full", verdict.NEVER, False),
        (verdict.RECIPIENT, 451, "4.7.1 Greylisted", verdict.AGAIN, False),
        (verdict.CONTENT, 554, "5.6.0 Refused", verdict.NEVER, False),
        (verdict.CONTENT, 421, "Closing", verdict.AGAIN, False),
        (verdict.SENDER, 550, "Sender unknown", verdict.AGAIN, False),
    ],
)
def test_what_an_answer_means(stage: str, code: int, text: str, outcome: str, bad_address: bool) -> None:
    judged = verdict.of_answer(stage, code, text)
    assert (judged.outcome, judged.bad_address) == (outcome, bad_address)


def test_silence_is_only_doubtful_once_the_body_is_out() -> None:
    assert verdict.of_silence("lost", body_sent=False).outcome == verdict.AGAIN
    assert verdict.of_silence("lost", body_sent=True).outcome == verdict.UNCERTAIN


def test_pauses_grow_until_it_is_time_to_give_up() -> None:
    pauses = [message.next_attempt(attempts, NOON) for attempts in range(1, 9)]
    assert pauses == sorted(pauses)
    assert message.next_attempt(9, NOON) is None


@pytest.mark.parametrize("state", ["sent", "sending", "cancelled", "suppressed", "expired"])
def test_only_what_failed_or_is_uncertain_can_be_sent_again(state: str) -> None:
    with pytest.raises(RuleBroken):
        message.require_resendable(state)


def test_only_of_what_is_uncertain_can_be_said_that_it_arrived() -> None:
    possible = {state for state in message.STATES if message.CONFIRM_ARRIVAL in message.MACHINE.possible(state)}
    assert possible == {message.UNCERTAIN}


def test_reminders_of_a_short_deadline_are_left_out() -> None:
    deadline = datetime(2026, 11, 21, 15, 59, tzinfo=UTC)
    eight_in_the_morning_before = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)
    assert reminder_times(deadline, NOON) == []
    assert reminder_times(deadline, NOON - timedelta(days=1)) == [eight_in_the_morning_before]
