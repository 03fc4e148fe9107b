"""What an institution is shown of an IKM, and what it is never shown."""

from collections.abc import Callable
from dataclasses import fields

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import ikm_profiles, nominations
from services.partners.models import IkmProfile, Nomination
from services.partners.queries.nominees import InstitutionNominee, get_nomination, nominees_for_institution
from shared.database import Database
from shared.errors import NotFound
from tests.partners import factories

PERMITTED = {"nomination_id", "ikm_name", "contact_name", "phone", "email", "kecamatan_code", "product", "state",
             "reason", "revision", "answer", "delegate_name"}  # fmt: skip


def test_no_other_field_exists_to_leak() -> None:
    assert {field.name for field in fields(InstitutionNominee)} == PERMITTED


def test_only_those_nominated_to_it_are_shown(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session)
    with database.reading() as session:
        shown = nominees_for_institution(session, offer.id, offer.institution_id)
    assert [row.ikm_name for row in shown] == ["IKM 0", "IKM 1"]


def test_another_institution_is_shown_nobody(database: Database) -> None:
    with database.transaction() as session:
        offer, stranger = factories.confirmed(session), factories.institution(session)
        nomination = session.scalars(select(Nomination.id).where(Nomination.state == "accepted")).first()
    with database.reading() as session:
        assert nominees_for_institution(session, offer.id, stranger.id) == []
        with pytest.raises(NotFound):
            get_nomination(session, nomination, stranger.id)


def test_who_waits_is_not_there_for_the_institution(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session)
        waiting = session.scalars(select(Nomination.id).where(Nomination.state == "waiting")).one()
    with database.reading() as session, pytest.raises(NotFound):
        get_nomination(session, waiting, offer.institution_id)


def restrict(session: Session, nomination: Nomination) -> None:
    nomination.profile.restricted = True


def refuse_sharing(session: Session, nomination: Nomination) -> None:
    nomination.profile.payload = {**nomination.profile.payload, "consent_to_share": "no"}


def reject(session: Session, nomination: Nomination) -> None:
    nominations.reject_nomination(session, nomination.id, "Bukan bidang kami.")


@pytest.mark.parametrize("end", [restrict, refuse_sharing, reject])
def test_the_contact_is_shown_only_while_it_may_be_used(
    database: Database, end: Callable[[Session, Nomination], None]
) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session, ikm=2, selects=True)
        end(session, session.scalars(select(Nomination).join(IkmProfile).where(IkmProfile.name == "IKM 0")).one())
    with database.reading() as session:
        first, second = nominees_for_institution(session, offer.id, offer.institution_id)
    assert (first.contact_name, first.phone, first.email) == (None, None, None)
    assert second.contact_name == "Ibu Sari"


def test_a_restricted_ikm_leaves_the_list(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session, ikm=2)
        ikm_profiles.restrict(session, session.scalars(select(Nomination.ikm_id)).first(), restricted=True)
    with database.reading() as session:
        assert len(nominees_for_institution(session, offer.id, offer.institution_id)) == 1
