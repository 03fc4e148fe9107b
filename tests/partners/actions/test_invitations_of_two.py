"""Two IKM that were one for a while: each has the invitations that were sent to it, with their links and answers."""

from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from services.partners.actions import invitations, readmissions
from services.partners.domain.answer import Answer
from services.partners.models import Invitation, Offer
from services.partners.models.nomination import of_ikm
from services.partners.queries import links
from services.partners.queries.first_page import desk
from shared.crypto import sign
from shared.database import Database, signing_keys
from tests.partners.actions.test_partings import parted, twins
from tests.partners.factories import announced, invitations_of, merged

SICK = Answer("declined", reason="anak saya sakit")
BUSY = Answer("declined", reason="sedang panen")
YES = Answer("accepted")


def invited_again(session: Session) -> tuple[Offer, UUID, Invitation, Invitation]:
    """A said no; taken for the same as B it got a second chance, so that the second invitation went to B."""
    offer, gone, kept = twins(session, "A")
    [first] = invitations_of(session, offer)
    invitations.answer_invitation(session, first.id, SICK, source="link")
    merged(session, gone, kept)
    readmissions.readmit_nomination(session, first.nomination_id)
    [second] = [item for item in invitations_of(session, offer) if item.id != first.id]
    assert (first.ikm_id, second.ikm_id) == (kept, kept)
    return offer, gone, first, second


def link_of(session: Session, invitation: Invitation) -> UUID:
    token = sign(signing_keys(session), links.PURPOSE, [invitation.id.hex, invitation.nonce])
    return links.invitation_of(session, token).id


@pytest.mark.parametrize("answer", [None, YES, BUSY])
def test_no_link_leads_to_what_was_sent_to_the_other(database: Database, answer: Answer | None) -> None:
    with database.transaction() as session:
        offer, gone, first, second = invited_again(session)
        assert link_of(session, first) == second.id
        if answer:
            invitations.answer_invitation(session, second.id, answer, source="link")
        parted(session, gone)
        assert (link_of(session, first), link_of(session, second)) == (first.id, second.id)
        mine = of_ikm(session, offer.id, gone)
        assert mine is not None
        assert [(item.id, item.ikm_id) for item in invitations_of(session, offer) if item.nomination_id == mine.id] == [
            (first.id, gone)
        ]
        readmissions.readmit_nomination(session, mine.id)
        assert link_of(session, second) == second.id


def test_an_answer_to_what_was_sent_after_the_merger_is_told_as_that_of_the_one_kept(database: Database) -> None:
    with database.transaction() as session:
        _, _, _, second = invited_again(session)
        invitations.answer_invitation(session, second.id, YES, source="link")
        assert announced(session, "invitation_answered")[-1]["made_for"] == str(second.ikm_id)
        invitations.cancel_invitation(session, second.id, "Batal")
        assert announced(session, "invitation_closed")[-1]["made_for"] == str(second.ikm_id)


def test_a_no_of_the_one_kept_stays_its_own_though_the_seat_had_been_moved(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, _, second = invited_again(session)
        invitations.answer_invitation(session, second.id, BUSY, source="link")
        parted(session, gone)
        assert {item.ikm_id: item.reason for item in invitations_of(session, offer)} == {
            gone: SICK.reason, second.ikm_id: BUSY.reason
        }  # fmt: skip
        assert desk(session).figures.nominated == 2


def test_merged_and_parted_again_nothing_is_doubled(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, first, second = invited_again(session)
        kept = second.ikm_id
        for _ in range(2):
            parted(session, gone)
            assert {item.id: item.ikm_id for item in invitations_of(session, offer)} == {
                first.id: gone,
                second.id: kept,
            }
            merged(session, gone, kept)
            assert link_of(session, first) == second.id
