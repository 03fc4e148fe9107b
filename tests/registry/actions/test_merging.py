from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions import certificates, consents, merging, needs, objections, participations, verification
from services.registry.actions import ikm as ikm_actions
from services.registry.domain.provenance import stamp
from shared.audit import chain
from shared.change import Change
from shared.clock import today
from shared.errors import InvalidInput, RuleBroken, StaleForm
from shared.events.partners import ObjectionRemembered
from shared.events.registry import IkmProfileChanged
from tests.registry.factories import CIPHER, announced, answered, registered, set_contact


def test_what_was_known_of_either_is_known_of_the_one_that_stays(session: Session) -> None:
    kept, gone = registered(session, desa="Selangkau"), registered(session, nib="9120001234567", desa="Kaliorang")
    set_contact(session, kept.id, "owner", {"phone": "+6281"})
    set_contact(session, gone.id, "owner", {"phone": "+6282", "email": "n@contoh.id"})
    certificates.record_certificate(session, kept.id, "HALAL", "yes")
    certificates.record_certificate(session, gone.id, "HALAL", "no")
    certificates.record_certificate(session, gone.id, "PIRT", "yes", {"number": "215-28"})
    needs.record_need(session, gone.id, "EKSPOR", 3)
    consents.record_consent(session, gone.id, "yes", "form")
    participations.put_participation(gone, "Bimtek", today(), source="daftar")
    participations.record_answer(session, answered(gone.id))
    session.flush()
    session.refresh(gone)
    merging.merge(session, kept.id, gone.id, "usaha yang sama")
    session.flush()
    session.expire_all()
    assert (kept.nib, kept.desa) == ("9120001234567", "Selangkau")
    (contact,) = kept.contacts
    assert (contact.phone, contact.phone_other, contact.email) == ("+6281", "+6282", "n@contoh.id")
    assert {(row.kind, row.state) for row in kept.certificates} == {("HALAL", "yes"), ("PIRT", "yes")}
    assert [need.topic for need in kept.needs] == ["EKSPOR"]
    assert (len(kept.participations), len(kept.consents)) == (2, 1)
    assert (gone.status, gone.merged_into_id) == ("merged", kept.id)


def test_others_are_told_who_lives_on(session: Session) -> None:
    kept, gone = registered(session), registered(session)
    merging.merge(session, kept.id, gone.id, "sama")
    last = {fact.ikm_id: fact for fact in announced(session, IkmProfileChanged)}
    assert (last[gone.id].status, last[gone.id].merged_into) == ("merged", kept.id)


def test_a_restriction_survives_the_merge(session: Session) -> None:
    kept, gone = registered(session), registered(session)
    verification.restrict(session, gone.id, restricted=True, reason="diminta pemilik")
    merging.merge(session, kept.id, gone.id, "sama")
    assert kept.restricted
    last = {fact.ikm_id: fact.restricted for fact in announced(session, IkmProfileChanged)}
    assert last == {kept.id: True, gone.id: True}
    chain(session)
    written = session.scalars(select(Change).where(Change.noun_id == kept.id, Change.action == "restrict")).one()
    assert written.reason == "sama"


def test_filled_fields_keep_the_mark_of_where_they_came_from(session: Session) -> None:
    kept, gone = registered(session), registered(session, nib="9120001234567")
    gone.provenance = stamp(["nib"], "siinas", today())
    merging.merge(session, kept.id, gone.id, "sama")
    assert kept.provenance["nib"]["source"] == "siinas"


@pytest.mark.parametrize(("reason", "refusal"), [("sama", RuleBroken), ("", InvalidInput)])
def test_merging_twice_or_without_reason_is_refused(session: Session, reason: str, refusal: type[Exception]) -> None:
    kept, gone = registered(session), registered(session)
    if reason:
        merging.merge(session, kept.id, gone.id, reason)
    with pytest.raises(refusal):
        merging.merge(session, kept.id, gone.id, reason)


@pytest.mark.parametrize(
    "recorded",
    [
        lambda session, ikm_id: consents.record_consent(session, ikm_id, "no", "phone"),
        lambda session, ikm_id: certificates.record_certificate(session, ikm_id, "HALAL", "yes"),
        lambda session, ikm_id: needs.record_need(session, ikm_id, "EKSPOR", 3),
        lambda session, ikm_id: needs.drop_need(session, ikm_id, "EKSPOR"),
        lambda session, ikm_id: verification.restrict(session, ikm_id, restricted=True, reason="diminta pemilik"),
        lambda session, ikm_id: ikm_actions.edit(session, ikm_id, {}, {"owner": {"phone": "+6281"}}, cipher=CIPHER),
    ],
)
def test_what_came_too_late_is_refused_with_where_it_belongs(
    session: Session, recorded: Callable[[Session, UUID], Any]
) -> None:
    kept, gone = registered(session), registered(session)
    merging.merge(session, kept.id, gone.id, "sama")
    with pytest.raises(RuleBroken, match=kept.number):
        recorded(session, gone.id)


def test_an_ikm_is_not_merged_into_itself(session: Session) -> None:
    ikm: Any = registered(session)
    with pytest.raises(RuleBroken):
        merging.merge(session, ikm.id, ikm.id, "sama")


def test_what_was_compared_must_still_be_so(session: Session) -> None:
    kept, gone = registered(session), registered(session)
    with pytest.raises(StaleForm):
        merging.merge(session, kept.id, gone.id, "sama", check=merging.as_compared(kept.version, "0-0"))


def test_an_objection_remembered_of_a_merged_record_holds_for_the_one_that_lives_on(session: Session) -> None:
    kept, gone = registered(session), registered(session)
    merging.merge(session, kept.id, gone.id, "sama")
    objections.take_up(session, ObjectionRemembered(ikm_id=gone.id, restricted=True, consent_withdrawn=True))
    session.flush()
    session.expire_all()
    assert (kept.restricted, [said.state for said in kept.consents]) == (True, ["no"])
