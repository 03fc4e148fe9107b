"""Whom to call with a question: in the order of the ranking, and nobody of whom nothing need be asked."""

from datetime import timedelta

import pytest

from services.partners.actions import offers
from services.partners.actions.question_calls import ask_again, note_call, settle_answer
from services.partners.domain.nomination import TO_CONFIRM
from services.partners.domain.question import Heard, Question
from services.partners.queries.call_keys import ASKED, UNTAKEN, CallFilter
from services.partners.queries.call_list import count_calls, list_calls
from services.partners.queries.questions import offers_to_ask_for, to_ask
from services.partners.queries.ranking import ranking
from shared.clock import today
from shared.events.registry import AnswerSettled, Holding
from tests.partners.factories import confirmed, ikm_changes, keep_ikm, opened

HALAL = Question("certificate", "HALAL")
UNREACHED = Heard("not_reached")


@pytest.fixture
def asking(database):
    """An offer of halal certification and five IKM of which two are known to hold none."""
    with database.transaction() as session:
        ids = keep_ikm(session, 5)
        for ikm_id in ids[:2]:
            ikm_changes(session, ikm_id, holdings=[Holding(kind="HALAL", state="no")])
        return opened(session, topic="SERTIFIKASI_HALAL"), ids


def listed(session, offer, **narrowed):
    found = to_ask(session, offer, narrowed.get("kecamatan"), 50)
    assert found.total == len(found.page)
    return [item.profile.ikm_id for item in found.page]


def test_those_of_whom_something_is_not_known_stand_in_the_order_of_the_review(database, asking):
    offer, ids = asking
    with database.reading() as session:
        ranked = ranking(session, offer)
        assert listed(session, offer) == ranked.ids(ranked.group(TO_CONFIRM)) == ids[2:]
        assert {item.question for item in to_ask(session, offer, None, 50).page} == {HALAL}


def test_a_page_is_a_part_of_the_whole(database, asking):
    offer, ids = asking
    with database.reading() as session:
        found = to_ask(session, offer, None, 2, 2)
        assert ([item.profile.ikm_id for item in found.page], found.total) == (ids[4:], 3)


def test_whoever_was_not_reached_stands_behind_the_others(database, asking):
    offer, ids = asking
    with database.transaction() as session:
        call = note_call(session, offer.id, ids[2], HALAL, UNREACHED, 0)
        assert listed(session, offer) == [*ids[3:], ids[2]]
        assert to_ask(session, offer, None, 50).page[-1].call is call


def test_whoever_has_answered_is_not_called_while_the_answer_is_on_its_way_for_no_offer(database, asking):
    offer, ids = asking
    with database.transaction() as session:
        other = opened(session, topic="SERTIFIKASI_HALAL", starts_on=today() + timedelta(days=90))
        call = note_call(session, offer.id, ids[2], HALAL, Heard("yes"), 0)
        assert listed(session, offer) == listed(session, other) == ids[3:]
        settle_answer(session, AnswerSettled(answer_id=call.answer_id, refusal=None))
        assert listed(session, offer) == ids[3:]


def test_the_review_and_the_list_follow_what_the_register_announces(database, asking):
    offer, ids = asking
    with database.transaction() as session:
        ikm_changes(session, ids[2], holdings=[Holding(kind="HALAL", state="no")])
    with database.reading() as session:
        assert listed(session, offer) == ids[3:]
        assert ranking(session, offer).sizes["suggested"] == 3


def test_whoever_does_not_know_is_asked_the_next_question_or_nothing(database, asking):
    offer, ids = asking
    with database.transaction() as session:
        call = note_call(session, offer.id, ids[2], HALAL, Heard("does_not_know"), 0)
        assert listed(session, offer) == ids[3:]
        ask_again(session, call.id)
        assert listed(session, offer) == ids[2:]
        both = opened(
            session,
            topic="SERTIFIKASI_HALAL",
            eligibility={"required_certificates": ["PIRT"]},
            answer_by=offer.answer_by,
        )
        (first,) = [item for item in to_ask(session, both, None, 50).page if item.profile.ikm_id == ids[3]]
        assert (first.question, first.rest) == (Question("certificate", "PIRT"), 1)
        note_call(session, both.id, first.profile.ikm_id, first.question, Heard("does_not_know"), 0)
        (again,) = [item for item in to_ask(session, both, None, 50).page if item.profile is first.profile]
        assert (again.question, again.rest) == (HALAL, 0)


def test_a_kecamatan_narrows_it(database, asking):
    offer, ids = asking
    with database.reading() as session:
        assert listed(session, offer, kecamatan="64.08.10") == ids[2:]
        assert listed(session, offer, kecamatan="64.08.01") == []


@pytest.mark.parametrize(
    "end", [offers.close_offer, lambda session, offer_id: offers.cancel_offer(session, offer_id, "x")]
)
def test_for_an_offer_that_runs_no_more_nobody_is_asked(database, asking, end):
    offer, _ = asking
    with database.transaction() as session:
        assert offers_to_ask_for(session) == [(offer.id, offer.title)]
        assert listed(session, end(session, offer.id)) == []
        assert offers_to_ask_for(session) == []


def test_those_who_were_asked_and_what_the_register_did_not_take_stand_on_the_call_list(database, asking):
    offer, ids = asking

    def names(kind):
        calls, total = list_calls(session, CallFilter(kind=kind, offer_id=offer.id), 50)
        assert total == len(calls) == count_calls(session, CallFilter(kind=kind))
        return [(call.profile.ikm_id, call.kind) for call in calls]

    with database.transaction() as session:
        for ikm_id, heard in zip(ids[2:], [UNREACHED, Heard("yes"), Heard("no")], strict=True):
            note_call(session, offer.id, ikm_id, HALAL, heard, 0)
        assert names(ASKED) == [(ids[4], ASKED), (ids[3], ASKED)]
        refused = list_calls(session, CallFilter(kind=ASKED), 1)[0][0].question
        settle_answer(session, AnswerSettled(answer_id=refused.answer_id, refusal="Sudah tercatat lain."))
        assert (names(ASKED), names(UNTAKEN)) == ([(ids[3], ASKED)], [(ids[4], UNTAKEN)])
        assert count_calls(session, CallFilter()) == 0


def test_those_who_wait_for_what_no_owner_can_say_are_counted_apart(database):
    with database.transaction() as session:
        taken = confirmed(session, ikm=1, sessions=[], schedule_follows=True)
        beside = opened(session, starts_on=taken.starts_on, sessions=[], schedule_follows=True)
        found = to_ask(session, beside, None, 50)
        assert (found.total, found.elsewhere) == (0, 1)


def test_however_long_the_page_the_number_of_queries_is_the_same(database, asking, counted):
    offer, ids = asking
    with database.transaction() as session:
        note_call(session, offer.id, ids[4], HALAL, UNREACHED, 0)
    sizes = []
    for size in (1, 50):
        with database.reading() as session, counted() as statements:
            assert [item.profile.name for item in to_ask(session, offer, None, size).page]
        sizes.append(len(statements))
    assert sizes[0] == sizes[1]
