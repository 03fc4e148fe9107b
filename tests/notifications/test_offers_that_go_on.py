"""Partners was put back to before it called an offer off: what is newer than the end says that the offer goes on."""

from dataclasses import replace
from itertools import permutations

import pytest

from shared.events.contract import Event
from shared.events.partners import InvitationIssued, OfferClosed, OfferOpened, OfferSummary
from tests.notifications.conftest import Desk
from tests.notifications.factories import a_cancellation, an_answer, an_invitation, an_offer

BEFORE, CALLED_OFF, RETURNED = 6, 7, 28_000_000


@pytest.fixture
def offer() -> OfferSummary:
    return an_offer()


def invited(offer: OfferSummary, revision: int) -> InvitationIssued:
    return an_invitation(offer=replace(offer, revision=revision))


def called_off(offer: OfferSummary, revision: int = CALLED_OFF) -> Event:
    return a_cancellation(offer=replace(offer, revision=revision))


def test_an_invitation_newer_than_the_end_goes(any_desk: Desk, offer: OfferSummary) -> None:
    any_desk.hear(called_off(offer), invited(offer, RETURNED))
    assert any_desk.email("invitation").state == "queued"


def test_an_invitation_older_than_the_end_does_not_go(any_desk: Desk, offer: OfferSummary) -> None:
    any_desk.hear(called_off(offer), invited(offer, BEFORE))
    assert any_desk.email("invitation").state == "cancelled"


@pytest.mark.parametrize("fact", [OfferOpened, OfferClosed])
def test_the_institution_hears_of_the_offer_that_goes_on(desk: Desk, offer: OfferSummary, fact: type[Event]) -> None:
    desk.hear(called_off(offer), fact(offer=replace(offer, revision=RETURNED)))
    assert desk.emails()[-1].state == "queued"


def test_an_answer_to_the_offer_that_goes_on_is_confirmed(any_desk: Desk, offer: OfferSummary) -> None:
    any_desk.hear(called_off(offer), an_answer(invited(offer, RETURNED)))
    assert any_desk.email("invitation_answered_ikm").state == "queued"


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_newest_end_counts_in_whatever_order_it_is_heard(
    any_desk: Desk, offer: OfferSummary, order: tuple[int, ...]
) -> None:
    facts = [called_off(offer), invited(offer, RETURNED), called_off(offer, RETURNED + 1)]
    any_desk.hear(*(facts[number] for number in order))
    assert any_desk.email("invitation").state == "cancelled"


def test_an_end_heard_of_late_does_not_stop_the_offer_that_goes_on(any_desk: Desk, offer: OfferSummary) -> None:
    any_desk.hear(invited(offer, RETURNED), called_off(offer))
    assert any_desk.states()["invitation"] == ["queued"]
    assert "offer_cancelled" not in any_desk.states()


def test_a_second_end_is_told_again(any_desk: Desk, offer: OfferSummary) -> None:
    any_desk.hear(called_off(offer), called_off(offer), called_off(offer, RETURNED))
    assert any_desk.states()["offer_cancelled"] == ["queued"] * 2
