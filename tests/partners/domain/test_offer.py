from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from services.partners.domain import offer
from services.partners.domain.offer import MACHINE, Plan, obstacles, to_hand_in
from shared.clock import end_of_day
from shared.errors import InvalidInput, RuleBroken

NOW = datetime(2027, 1, 1, tzinfo=UTC)
READY = Plan(
    quota=10,
    mode="DARING",
    has_place=False,
    has_hours=False,
    starts_on=date(2027, 3, 1),
    ends_on=date(2027, 3, 2),
    first_session=datetime(2027, 3, 1, 1, tzinfo=UTC),
    schedule_follows=False,
    answer_by=end_of_day(date(2027, 2, 20)),
    institution_state="active",
)
LEGAL = {
    ("draft", "submit"): "submitted",
    ("returned", "submit"): "submitted",
    ("submitted", "return"): "returned",
    ("submitted", "reject"): "rejected",
    ("submitted", "open"): "open",
    ("open", "pause"): "paused",
    ("paused", "resume"): "open",
    ("open", "close"): "closed",
    ("paused", "close"): "closed",
    ("closed", "complete"): "completed",
    **{(state, "cancel"): "cancelled" for state in ("draft", "returned", "submitted", "open", "paused", "closed")},
}


@pytest.mark.parametrize("state", offer.STATES)
@pytest.mark.parametrize("command", MACHINE.transitions)
def test_each_command_in_each_state(state, command):
    if (state, command) in LEGAL:
        assert MACHINE.after(command, state, "alasan") == LEGAL[state, command]
    else:
        with pytest.raises(RuleBroken):
            MACHINE.after(command, state, "alasan")


@pytest.mark.parametrize("command", ["return", "reject", "cancel"])
def test_no_needs_a_reason(command):
    with pytest.raises(InvalidInput) as refusal:
        MACHINE.after(command, "submitted", " ")
    assert "reason" in refusal.value.errors


def test_a_complete_plan_is_ready():
    assert list(obstacles(READY, NOW)) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"quota": None}, "quota"),
        ({"mode": None}, "mode"),
        ({"starts_on": None}, "starts_on"),
        ({"ends_on": None}, "starts_on"),
        ({"first_session": None}, "sessions"),
        ({"answer_by": None}, "answer_by"),
        ({"answer_by": NOW - timedelta(seconds=1)}, "answer_by"),
        ({"answer_by": end_of_day(date(2027, 3, 1))}, "answer_by"),
        ({"institution_state": "suspended"}, ""),
        ({"institution_state": "prospective"}, ""),
    ],
)
def test_what_is_missing_names_its_field(change, field):
    assert field in [item.field for item in obstacles(replace(READY, **change), NOW)]


def test_hours_do_not_stand_for_the_sessions_of_a_long_programme():
    (found,) = obstacles(replace(READY, first_session=None, has_hours=True), NOW)
    assert (found.field, found.message) == ("sessions", offer.TOO_LONG_FOR_HOURS)


@pytest.mark.parametrize(
    ("mode", "has_place", "missing"),
    [("LURING", False, ["place"]), ("HIBRIDA", False, ["place"]), ("DARING", False, []), ("LURING", True, [])],
)
def test_where_people_meet_the_place_is_known_before_it_is_handed_in(mode, has_place, missing):
    plan = replace(READY, mode=mode, has_place=has_place)
    assert [item.field for item in to_hand_in(plan, NOW)] == missing
    assert list(obstacles(plan, NOW)) == []


def test_a_schedule_that_follows_needs_no_session():
    assert list(obstacles(replace(READY, first_session=None, schedule_follows=True), NOW)) == []


def test_without_sessions_it_starts_at_midnight_in_wita():
    assert offer.starts_at(date(2027, 3, 1), None) == datetime(2027, 2, 28, 16, tzinfo=UTC)
