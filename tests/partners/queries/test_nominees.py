"""What an institution is shown of an IKM, and what it is never shown."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import institutions, invitations, nominations, readmissions
from services.partners.domain.answer import Answer
from services.partners.models import IkmProfile, Nomination, Offer
from services.partners.queries.nominees import InstitutionNominee, get_nomination, nominees_for_institution
from shared.database import Database
from shared.errors import NotFound, RuleBroken
from tests.partners import factories

PERMITTED = {"nomination_id", "ikm_name", "contact_name", "phone", "email", "kecamatan_code", "cluster", "product",
             "state", "reason", "answer", "delegate_name"}  # fmt: skip


def test_no_other_field_exists_to_leak() -> None:
    assert {field.name for field in fields(InstitutionNominee)} == PERMITTED


def test_only_those_nominated_to_it_are_shown(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session)
    with database.reading() as session:
        shown = nominees_for_institution(session, offer.id, of=offer.institution_id)
    assert [row.ikm_name for row in shown] == ["IKM 0", "IKM 1"]


def test_another_institution_is_shown_nobody(database: Database) -> None:
    with database.transaction() as session:
        offer, stranger = factories.confirmed(session), factories.institution(session)
        nomination = session.scalars(select(Nomination.id).where(Nomination.state == "accepted")).first()
    with database.reading() as session:
        assert nominees_for_institution(session, offer.id, of=stranger.id) == []
        with pytest.raises(NotFound):
            get_nomination(session, nomination, of=stranger.id)


def test_whoever_waits_is_not_there_for_the_institution(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session)
        waiting = session.scalars(select(Nomination.id).where(Nomination.state == "waiting")).one()
    with database.reading() as session, pytest.raises(NotFound):
        get_nomination(session, waiting, of=offer.institution_id)


def test_whoever_waits_again_is_not_there_either(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session)
        first = session.scalars(select(Nomination).where(Nomination.state == "accepted")).first()
        nominations.withdraw_nomination(session, first.id, "Pindah.")
        readmissions.readmit_nomination(session, first.id)
        shown = nominees_for_institution(session, offer.id, of=offer.institution_id)
    assert first.state == "waiting"
    assert first.id not in {row.nomination_id for row in shown}


def restrict(session: Session, nomination: Nomination) -> None:
    nomination.profile.restricted = True


def refuse_sharing(session: Session, nomination: Nomination) -> None:
    nomination.profile.payload = {**nomination.profile.payload, "consent_to_share": "no"}


def reject(session: Session, nomination: Nomination) -> None:
    nominations.reject_nomination(session, nomination.id, "Bukan bidang kami.")


def not_asked(session: Session, nomination: Nomination) -> None:
    nomination.profile.payload = {**nomination.profile.payload, "consent_to_share": "unknown"}


def contact(row: InstitutionNominee) -> tuple[str | None, ...]:
    return row.contact_name, row.phone, row.email


def test_before_it_accepted_anybody_an_institution_sees_businesses_and_no_persons(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session, ikm=2, selects=True)
        nominations.accept_nomination(session, session.scalars(select(Nomination.id)).first())
    with database.reading() as session:
        shown = nominees_for_institution(session, offer.id, of=offer.institution_id)
    seen = {row.state: contact(row) for row in shown}
    assert seen == {"accepted": ("Ibu Sari", "+6281234567890", "sari@contoh.id"), "nominated": (None, None, None)}
    business = ("64.08.10", "PISANG", "keripik pisang")
    assert [(row.kecamatan_code, row.cluster, row.product) for row in shown] == [business] * 2


@pytest.mark.parametrize("command", ["suspend", "end"])
def test_whoever_is_no_partner_any_more_sees_nobody_not_even_of_before(database: Database, command: str) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session, ikm=1)
        nomination = session.scalars(select(Nomination.id)).one()
        offer.state = "completed"
        session.flush()
        institutions.move_institution(session, offer.institution_id, command, "Izin dicabut")
    with database.reading() as session:
        assert nominees_for_institution(session, offer.id, of=offer.institution_id) == []
        with pytest.raises(NotFound):
            get_nomination(session, nomination, of=offer.institution_id)
        assert get_nomination(session, nomination, of=None).id == nomination


def test_whoever_is_an_active_partner_again_sees_as_before(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session, ikm=1)
        for command in ("suspend", "resume"):
            institutions.move_institution(session, offer.institution_id, command, "Izin diperiksa")
    with database.reading() as session:
        assert len(nominees_for_institution(session, offer.id, of=offer.institution_id)) == 1


def test_an_institution_is_not_told_of_people_while_it_is_suspended(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session, ikm=2, quota=1, selects=True)
        institutions.move_institution(session, offer.institution_id, "suspend", "Izin dicabut")
        first = session.scalars(select(Nomination).where(Nomination.state == "nominated")).one()
        nominations.withdraw_nomination(session, first.id, "Pindah.")
        assert [fact["to_institution"] for fact in factories.announced(session, "nominations_sent")] == [True, False]


def test_an_answer_of_an_ikm_that_does_not_share_is_not_for_the_institution(database: Database) -> None:
    with database.transaction() as session:
        invitation = factories.invited(session)
        for answer, consent in (("accepted", "yes"), ("declined", "no")):
            factories.ikm_changes(session, invitation.ikm_id, consent_to_share=consent)
            invitations.answer_invitation(session, invitation.id, Answer(answer, reason="Sakit"), source="phone")
        assert [fact["to_institution"] for fact in factories.announced(session, "invitation_answered")] == [True, False]


def test_whoever_refuses_to_share_after_the_nomination_is_not_named(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session, ikm=1, selects=True)
        refuse_sharing(session, session.scalars(select(Nomination)).one())
    with database.reading() as session:
        (row,) = nominees_for_institution(session, offer.id, of=offer.institution_id)
    assert (row.ikm_name, row.kecamatan_code, row.cluster, row.product, *contact(row)) == (None,) * 7


@pytest.mark.parametrize("end", [restrict, refuse_sharing, not_asked, reject])
def test_the_contact_is_shown_only_while_it_may_be_used(
    database: Database, end: Callable[[Session, Nomination], None]
) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session, ikm=2, selects=True)
        for item in session.scalars(select(Nomination)).all():
            if item.profile.name != "IKM 0" or end is not reject:
                nominations.accept_nomination(session, item.id)
        nomination = session.scalars(select(Nomination).join(IkmProfile).where(IkmProfile.name == "IKM 0")).one()
        end(session, nomination)
        ended = nomination.id
    with database.reading() as session:
        shown = nominees_for_institution(session, offer.id, of=offer.institution_id)
    contacts = {row.nomination_id: (row.contact_name, row.phone, row.email) for row in shown}
    assert contacts.pop(ended) == (None, None, None)
    assert list(contacts.values()) == [("Ibu Sari", "+6281234567890", "sari@contoh.id")]


def withdrawn(session: Session, **values: Any) -> Offer:
    """An offer of two seats, one of whose IKM said why it cannot come."""
    offer = factories.confirmed(session, ikm=2, **values)
    first, _ = factories.invitations_of(session, offer)
    invitations.answer_invitation(session, first.id, Answer("declined", reason="Anak sakit."), source="phone")
    return offer


def test_whoever_cannot_come_stays_in_the_list_below_the_others_without_contact_or_reason(database: Database) -> None:
    with database.transaction() as session:
        offer = withdrawn(session)
    with database.reading() as session:
        _, last = nominees_for_institution(session, offer.id, of=offer.institution_id)
    assert (last.ikm_name, last.state, last.answer) == ("IKM 0", "withdrawn", "declined")
    assert (last.contact_name, last.phone, last.email, last.reason) == (None, None, None, None)


def test_a_delegate_is_not_named_once_the_seat_is_gone(database: Database) -> None:
    with database.transaction() as session:
        invitation = factories.invited(session)
        answer = Answer("delegated", delegate_name="Ani", delegate_relation="istri")
        invitations.answer_invitation(session, invitation.id, answer, source="phone")
        invitations.cancel_invitation(session, invitation.id, "Pindah.")
        owner = session.get_one(Offer, invitation.offer_id).institution_id
    with database.reading() as session:
        (row,) = nominees_for_institution(session, invitation.nomination.offer_id, of=owner)
    assert row.delegate_name is None


def test_a_restricted_ikm_is_counted_but_not_named(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session, ikm=1)
        factories.ikm_changes(session, session.scalars(select(Nomination.ikm_id)).first(), restricted=True)
    with database.reading() as session:
        (row,) = nominees_for_institution(session, offer.id, of=offer.institution_id)
    assert (row.ikm_name, row.kecamatan_code, row.product, row.contact_name) == (None,) * 4


def test_what_was_taken_back_can_no_longer_be_decided_but_is_there(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session, selects=True)
        chosen = session.scalars(select(Nomination).where(Nomination.state == "nominated")).first()
        nominations.withdraw_nomination(session, chosen.id, "Pindah.")
    with database.transaction() as session:
        seen = get_nomination(session, chosen.id, of=offer.institution_id)
        with pytest.raises(RuleBroken):
            nominations.accept_nomination(session, seen.id)
