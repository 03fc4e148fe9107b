import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions import verification
from services.registry.actions.nik import reveal_nik
from shared.audit import chain
from shared.change import Change
from shared.errors import InvalidInput, NotFound, RuleBroken
from shared.events.registry import IkmProfileChanged
from tests.registry.factories import CIPHER, NIK, announced, registered


def test_verifying_vouches_for_every_field(session: Session) -> None:
    ikm = verification.verify(session, registered(session).id)
    assert ikm.status == "verified"
    assert ikm.verified_at is not None
    assert all(mark["verified"] for mark in ikm.provenance.values())


def test_a_draft_cannot_be_verified(session: Session) -> None:
    draft = registered(session, kecamatan_code=None)
    with pytest.raises(RuleBroken):
        verification.verify(session, draft.id)


def test_resting_and_waking_up_leave_their_reasons(session: Session) -> None:
    ikm = registered(session)
    verification.deactivate(session, ikm.id, "pindah kota")
    verification.reactivate(session, ikm.id, "kembali berproduksi")
    chain(session)
    reasons = [change.reason for change in session.scalars(select(Change).order_by(Change.id))]
    assert reasons[-2:] == ["pindah kota", "kembali berproduksi"]
    assert [fact.status for fact in announced(session, IkmProfileChanged)] == ["registered", "inactive", "registered"]


@pytest.mark.parametrize(("kecamatan", "status"), [("64.08.10", "registered"), (None, "draft")])
def test_what_has_closed_is_opened_again_by_a_person_as_far_as_it_says_enough(
    session: Session, kecamatan: str | None, status: str
) -> None:
    ikm = registered(session, kecamatan_code=kecamatan)
    verification.close(session, ikm.id, "tidak produksi")
    verification.reopen(session, ikm.id, "masih produksi, kata pemilik")
    assert (ikm.status, ikm.status_reason) == (status, "masih produksi, kata pemilik")
    chain(session)
    assert session.scalars(select(Change.action).order_by(Change.id)).all() == ["register", "close", "reopen"]
    assert [fact.status for fact in announced(session, IkmProfileChanged)][1:] == ["closed", status]


def test_closing_needs_a_reason(session: Session) -> None:
    with pytest.raises(InvalidInput):
        verification.close(session, registered(session).id, "")


def test_a_restriction_is_announced_once(session: Session) -> None:
    ikm = registered(session)
    for _ in range(2):
        verification.restrict(session, ikm.id, restricted=True, reason="diminta pemilik")
    assert [fact.restricted for fact in announced(session, IkmProfileChanged)] == [False, True]


def test_reading_a_nik_shows_it_masked_and_is_written_down(session: Session) -> None:
    ikm = registered(session, nik=NIK)
    assert reveal_nik(session, ikm.id, "mencocokkan KTP", CIPHER) == "640804******0001"
    chain(session)
    change = session.scalars(select(Change).order_by(Change.id.desc())).first()
    assert change is not None
    assert (change.action, change.reason) == ("read_nik", "mencocokkan KTP")


def test_a_nik_is_not_read_without_reason_or_where_there_is_none(session: Session) -> None:
    ikm = registered(session)
    with pytest.raises(InvalidInput):
        reveal_nik(session, ikm.id, "", CIPHER)
    with pytest.raises(NotFound):
        reveal_nik(session, ikm.id, "mencocokkan KTP", CIPHER)
