"""A merger that was undone: what it moved goes back, nobody is invited twice, and no place is lost unseen."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions import invitations, nominations, readmissions
from services.partners.domain.invitation import Answer
from services.partners.domain.nomination import PARTED
from services.partners.models import Offer
from services.partners.models.nomination import seats_taken
from services.partners.queries.first_page import desk
from services.partners.queries.nominees import NomineeFilter, list_nominees
from shared.database import Database
from shared.language import translate
from tests.partners.factories import (
    announced,
    ikm_changes,
    invitations_of,
    keep_ikm,
    merged,
    opened,
    states,
    suggestions,
    sweep,
)

YES = Answer("accepted")


def twins(session: Session, *selected: str, **values: int) -> tuple[Offer, UUID, UUID]:
    """Two IKM that are taken for one; those named were selected for the offer."""
    (gone,), (kept,) = keep_ikm(session, name="A"), keep_ikm(session, name="B")
    offer = opened(session, **values)
    rows = [row.id for row in suggestions(session, offer) if row.profile.name in selected]
    invitations.confirm_selection(session, offer.id, rows)
    return offer, gone, kept


def parted(session: Session, ikm_id: UUID) -> None:
    ikm_changes(session, ikm_id, status="registered", merged_into=None)


def merged_and_parted(session: Session, gone: UUID, kept: UUID) -> None:
    merged(session, gone, kept)
    parted(session, gone)


def holders(session: Session, offer: Offer) -> dict[UUID, str]:
    return {item.ikm_id: item.state for item in invitations_of(session, offer)}


def test_an_invitation_that_was_moved_goes_back(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A")
        merged_and_parted(session, gone, kept)
        assert holders(session, offer) == {gone: "issued"}
        assert states(session, offer) == {"A": "accepted"}
    sweep(database)
    with database.transaction() as session:
        ikm_changes(session, kept)
    sweep(database)
    with database.reading() as session:
        assert states(session, offer) == {"A": "accepted", "B": "suggested"}


def test_an_answer_by_the_link_of_before_goes_back_with_its_invitation(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A")
        merged(session, gone, kept)
        invitations.answer_invitation(session, invitations_of(session, offer)[0].id, YES, source="link")
        parted(session, gone)
        assert holders(session, offer) == {gone: "accepted"}


def test_what_is_told_of_an_invitation_names_for_whom_it_was_meant_whichever_has_it(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A")
        merged(session, gone, kept)
        [invitation] = invitations_of(session, offer)
        invitations.answer_invitation(session, invitation.id, YES, source="link")
        invitations.cancel_invitation(session, invitation.id, "Batal")
        told = [announced(session, name)[-1] for name in ("invitation_answered", "invitation_closed")]
        assert [(fact["ikm_id"], fact["made_for"]) for fact in told] == [(str(kept), str(gone))] * 2


def test_of_two_invitations_the_one_that_gave_way_stays_closed_and_is_put_before_staff(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A", "B")
        merged_and_parted(session, gone, kept)
        assert holders(session, offer) == {gone: "cancelled", kept: "issued"}
        assert states(session, offer) == {"A": "withdrawn", "B": "accepted"}
        [row], _ = list_nominees(session, NomineeFilter(standing="parted", granted=True), 10, of=None)
        assert (row.profile.ikm_id, row.nomination.parted_at is not None) == (gone, True)
        assert row.nomination.reason == translate(PARTED, "id")
        assert desk(session).ledger.parted == 1
        assert len(announced(session, "invitation_issued")) == 2


def test_whoever_gets_the_seat_again_waits_for_staff_no_more(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A", "B")
        merged_and_parted(session, gone, kept)
        [row], _ = list_nominees(session, NomineeFilter(standing="parted"), 10, of=None)
        readmissions.readmit_nomination(session, row.nomination.id)
        assert states(session, offer) == {"A": "accepted", "B": "accepted"}
        nominations.withdraw_nomination(session, row.nomination.id, "Pindah.")
        assert desk(session).ledger.parted == 0


def test_a_seat_given_after_the_merger_stays_and_the_first_is_put_before_staff(database: Database) -> None:
    with database.transaction() as session:
        keep_ikm(session, name="Di depan", needs=[])
        offer, gone, kept = twins(session, quota=1)
        for name in ("Di depan", "A"):
            chosen = [row.id for row in suggestions(session, offer) if row.profile.name == name]
            invitations.confirm_selection(session, offer.id, chosen)
        merged(session, gone, kept)
        assert states(session, offer)["B"] == "waiting"
        first = next(item for item in invitations_of(session, offer) if item.nomination.profile.name == "Di depan")
        invitations.cancel_invitation(session, first.id, "Sakit")
        parted(session, gone)
        assert states(session, offer) == {"Di depan": "withdrawn", "A": "withdrawn", "B": "accepted"}
        assert desk(session).ledger.parted == 1
        assert seats_taken(session, offer.id) == 1


def test_a_no_of_either_stays_its_own(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A", "B")
        refused = next(item for item in invitations_of(session, offer) if item.ikm_id == gone)
        invitations.answer_invitation(session, refused.id, Answer("declined", reason="Sakit"), source="link")
        merged_and_parted(session, gone, kept)
        assert holders(session, offer) == {gone: "declined", kept: "issued"}
        assert desk(session).ledger.parted == 0


def test_a_merger_into_a_third_instead_leaves_the_second_what_is_its_own(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A", "B", quota=1)
        (third,) = keep_ikm(session, name="C")
        seated = invitations_of(session, offer)[0].ikm_id
        waits = kept if seated == gone else gone
        merged(session, seated, waits)
        merged(session, seated, third)
        assert holders(session, offer) == {third: "issued"}
        assert states(session, offer)["B" if waits == kept else "A"] == "withdrawn"
        assert desk(session).ledger.parted == 1


def test_the_other_way_round_after_it_was_undone(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A")
        merged_and_parted(session, gone, kept)
        merged(session, kept, gone)
        assert holders(session, offer) == {gone: "issued"}


def test_a_restricted_ikm_gets_no_seat_back(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A")
        merged(session, gone, kept)
        ikm_changes(session, gone, status="registered", merged_into=None, restricted=True)
        assert holders(session, offer) == {gone: "cancelled"}
