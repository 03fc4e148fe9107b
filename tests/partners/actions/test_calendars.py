"""What an invitation's end says about the calendars that hold its meetings."""

import pytest
from sqlalchemy.orm import Session

from services.partners.actions import invitations, nominations
from services.partners.actions.readmissions import readmit_nomination
from services.partners.domain.answer import Answer
from services.partners.models import Invitation, Offer
from shared.database import Database
from shared.events.registry import ContactPoint
from tests.partners.factories import (
    announced,
    invitations_of,
    invited,
    keep_ikm,
    merged,
    opened,
    suggestions,
)

YES, NO = Answer("accepted"), Answer("declined", reason="Sakit")


def pair(session: Session, *, one: ContactPoint, other: ContactPoint) -> list[Invitation]:
    """Two IKM invited to one offer before each invitation had UIDs of its own."""
    keep_ikm(session, name="Keripik", contact=one)
    keep_ikm(session, name="Jahit", contact=other)
    offer = opened(session)
    invitations.confirm_selection(session, offer.id, [row.ikm_id for row in suggestions(session, offer)])
    found = invitations_of(session, offer)
    for item in found:
        item.shared_uids = True
    session.flush()
    return found


def taken_out(session: Session) -> list[bool]:
    facts = [*announced(session, "invitation_answered"), *announced(session, "invitation_closed")]
    return [fact["shared_uids"] for fact in facts]


SARI = ContactPoint(name="Sari", email="sari@contoh.id")
ALSO_SARI = ContactPoint(name="Sari", email="SARI@contoh.id", phone="+6281200000000")
AS_BY_PHONE = ContactPoint(name="Sari", phone="+6281200000000")
UDIN = ContactPoint(name="Udin", email="udin@contoh.id", phone="+6281211111111")


@pytest.mark.parametrize("leave", ["declines", "withdrawn", "asked for it"])
@pytest.mark.parametrize(
    ("one", "other", "alone"), [(SARI, ALSO_SARI, False), (AS_BY_PHONE, ALSO_SARI, False), (SARI, UDIN, True)]
)
def test_a_shared_id_is_taken_out_unless_another_business_there_still_needs_it(
    database: Database, leave: str, one: ContactPoint, other: ContactPoint, alone: bool
) -> None:
    with database.transaction() as session:
        for item in pair(session, one=one, other=other):
            if leave == "declines":
                invitations.answer_invitation(session, item.id, NO, source="phone")
            else:
                by_ikm = leave == "asked for it"
                nominations.withdraw_nomination(session, item.nomination_id, "Keliru", by_ikm=by_ikm)
        assert taken_out(session) == [alone, True]


def test_an_invitation_of_today_has_shared_nothing(database: Database) -> None:
    with database.transaction() as session:
        invitations.answer_invitation(session, invited(session).id, NO, source="link")
        assert taken_out(session) == [False]


def test_whoever_asked_for_it_itself_gets_that_confirmed_where_mail_reaches_it(database: Database) -> None:
    with database.transaction() as session:
        nominations.withdraw_nomination(session, invited(session).nomination_id, "Sakit", by_ikm=True)
        (end,) = announced(session, "invitation_closed")
        assert (end["notice"], end["asked_by_ikm"], end["email"]) == (None, True, "sari@contoh.id")


def test_the_end_of_a_new_invitation_ends_the_one_before_in_calendars(database: Database) -> None:
    with database.transaction() as session:
        first = invited(session)
        nominations.withdraw_nomination(session, first.nomination_id, "Keliru")
        readmit_nomination(session, first.nomination_id)
        _, second = invitations_of(session, session.get_one(Offer, first.offer_id))
        assert second.revision > first.revision
        invitations.answer_invitation(session, second.id, NO, source="link")
        (answer,) = announced(session, "invitation_answered")
        assert answer["former"] == [str(first.id)]


@pytest.mark.parametrize("busy", [0, 1])
def test_the_end_of_what_is_left_of_a_merger_ends_both_in_calendars(database: Database, busy: int) -> None:
    with database.transaction() as session:
        (lost,), (kept,) = keep_ikm(session, name="Kembar A"), keep_ikm(session, name="Kembar B")
        offer = opened(session)
        invitations.confirm_selection(session, offer.id, [row.ikm_id for row in suggestions(session, offer)])
        both = invitations_of(session, offer)
        for answer in (YES, NO, YES):
            invitations.answer_invitation(session, both[busy].id, answer, source="link")
        merged(session, lost, kept)
        (live,) = [item for item in invitations_of(session, offer) if item.state in ("accepted", "issued")]
        (gone,) = [item for item in both if item.id != live.id]
        nominations.withdraw_nomination(session, live.nomination_id, "Batal")
        end = announced(session, "invitation_closed")[-1]
        assert (end["invitation_id"], end["former"]) == (str(live.id), [str(gone.id)])
        assert end["revision"] > gone.revision
