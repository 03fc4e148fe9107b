from uuid import uuid4

import pytest

from services.partners.actions import invitations, nominations
from services.partners.models.nomination import of_ikm, waiting
from shared.errors import InvalidInput, NotFound
from tests.partners.factories import (
    announced,
    confirmed,
    ikm_changes,
    invitations_of,
    keep_ikm,
    opened,
    states,
    suggestions,
)


def test_an_institution_that_selects_is_asked_first(database):
    with database.transaction() as session:
        offer = confirmed(session, selects=True)
        assert states(session, offer) == {"IKM 0": "nominated", "IKM 1": "nominated", "IKM 2": "waiting"}
        assert invitations_of(session, offer) == []
        assert len(announced(session, "nominations_sent")[0]["nominees"]) == 2


def nominated(session, offer):
    """Confirm everybody who is suggested; return the best of them."""
    found = [row.ikm_id for row in suggestions(session, offer)]
    invitations.confirm_selection(session, offer.id, found)
    return of_ikm(session, offer.id, found[0])


def test_whom_the_institution_accepts_is_invited_once(database):
    with database.transaction() as session:
        keep_ikm(session)
        offer = opened(session, selects=True)
        row = nominated(session, offer)
        for _ in range(2):
            nominations.accept_nomination(session, row.id)
        assert len(invitations_of(session, offer)) == 1
        assert [fact["answer"] for fact in announced(session, "nomination_answered")] == ["accepted"]


def test_for_whom_the_institution_rejects_the_next_is_nominated(database):
    with database.transaction() as session:
        keep_ikm(session, 3)
        offer = opened(session, selects=True)
        row = nominated(session, offer)
        nominations.reject_nomination(session, row.id, "Sudah pernah ikut")
        assert states(session, offer) == {"IKM 0": "rejected", "IKM 1": "nominated", "IKM 2": "nominated"}
        assert len(announced(session, "nominations_sent")) == 2


def test_rejecting_needs_a_reason(database):
    with database.transaction() as session:
        keep_ikm(session)
        offer = opened(session, selects=True)
        row = nominated(session, offer)
        with pytest.raises(InvalidInput):
            nominations.reject_nomination(session, row.id, " ")


def test_withdrawing_cancels_the_invitation_and_lets_the_next_move_up(database):
    with database.transaction() as session:
        offer = confirmed(session)
        first = invitations_of(session, offer)[0]
        nominations.withdraw_nomination(session, first.nomination_id, "Usaha sudah tutup")
        assert states(session, offer) == {"IKM 0": "withdrawn", "IKM 1": "accepted", "IKM 2": "accepted"}
        assert [fact["outcome"] for fact in announced(session, "invitation_closed")] == ["cancelled"]


@pytest.mark.parametrize(
    "leave",
    [
        lambda session, row: nominations.withdraw_nomination(session, row.id, "Usaha sudah tutup"),
        lambda session, row: nominations.dismiss_nominations(session, row.offer_id, [row.ikm_id], "Tidak berminat"),
        lambda session, row: ikm_changes(session, row.ikm_id, restricted=True),
    ],
    ids=["withdrawn", "dismissed", "restricted"],
)
def test_whoever_leaves_the_waiting_list_leaves_no_gap(database, leave):
    with database.transaction() as session:
        offer = confirmed(session, ikm=5)
        leave(session, waiting(session, offer.id)[0])
        assert [(row.profile.name, row.rank) for row in waiting(session, offer.id)] == [("IKM 3", 1), ("IKM 4", 2)]


@pytest.mark.parametrize(
    "decide",
    [invitations.confirm_selection, lambda *selection: nominations.dismiss_nominations(*selection, "Tidak berminat")],
    ids=["confirmed", "dismissed"],
)
def test_a_selection_that_holds_somebody_unknown_changes_nothing(database, decide):
    with database.transaction() as session:
        ids = [*keep_ikm(session), uuid4()]
        offer = opened(session)
        with pytest.raises(NotFound):
            decide(session, offer.id, ids)
        assert states(session, offer) == {"IKM 0": "suggested"}


def test_a_dismissed_suggestion_leaves_the_list_with_its_reason(database):
    with database.transaction() as session:
        keep_ikm(session, 2)
        offer = opened(session)
        first, second = suggestions(session, offer)
        nominations.dismiss_nominations(session, offer.id, [first.ikm_id], "Tidak berminat")
        assert [row.ikm_id for row in suggestions(session, offer)] == [second.ikm_id]
        kept = of_ikm(session, offer.id, first.ikm_id)
        assert (kept.reason, kept.score, kept.breakdown) == ("Tidak berminat", first.score, first.breakdown)
