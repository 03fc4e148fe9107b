from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions import ikm as ikm_actions
from services.registry.actions import verification
from services.registry.actions.ikm import Contacts, as_of
from shared.audit import chain
from shared.change import Change
from shared.errors import RuleBroken, StaleForm
from shared.events.registry import IkmProfileChanged
from tests.registry.factories import CIPHER, ENOUGH, NIK, announced, registered


def test_a_new_ikm_gets_the_next_number_and_is_announced(session: Session) -> None:
    first, second = registered(session), registered(session, name="Makmoer")
    assert (first.number, second.number) == ("IKM-00001", "IKM-00002")
    assert [fact.name for fact in announced(session, IkmProfileChanged)] == ["Kalbana", "Makmoer"]


def test_the_same_form_sent_twice_makes_one_ikm(session: Session) -> None:
    ikm_id = uuid4()
    once = ikm_actions.register(session, ikm_id, ENOUGH, cipher=CIPHER)
    again = ikm_actions.register(session, ikm_id, ENOUGH, cipher=CIPHER)
    assert once is again


def test_the_name_of_a_sentra_goes_with_the_yes_to_it(session: Session) -> None:
    ikm = registered(session, sentra="Sentra Rotan")
    assert (ikm.in_sentra, ikm.provenance["in_sentra"]["source"]) == ("yes", "form")
    ikm_actions.edit(session, ikm.id, {"in_sentra": "no"}, cipher=CIPHER)
    assert (ikm.in_sentra, ikm.sentra) == ("no", None)


def test_an_ikm_without_kecamatan_stays_a_draft(session: Session) -> None:
    assert registered(session, kecamatan_code=None).status == "draft"


def test_the_cluster_is_suggested_from_the_product_and_marked_as_such(session: Session) -> None:
    ikm = registered(session, cluster=None, product="Cokelat batang")
    assert (ikm.cluster, ikm.provenance["cluster"]["source"]) == ("KAKAO", "suggestion")


def test_a_nib_belongs_to_one_living_ikm(session: Session) -> None:
    registered(session, nib="9120001234567")
    with pytest.raises(RuleBroken) as refused:
        registered(session, name="Lain", nib="9120001234567")
    assert refused.value.field == "nib"


def test_a_nik_is_kept_secret_everywhere(session: Session) -> None:
    ikm = registered(session, nik=NIK)
    session.flush()
    assert NIK not in (ikm.nik_encrypted or "")
    assert CIPHER.decrypt(ikm.nik_encrypted or "") == NIK
    chain(session)
    written = session.scalars(select(Change)).all()
    assert written[-1].new["nik"] == "***"
    assert all(NIK not in repr((change.old, change.new)) for change in written)
    assert all(NIK not in repr(fact) for fact in announced(session, IkmProfileChanged))


def test_an_equal_nik_typed_again_changes_nothing(session: Session) -> None:
    ikm = registered(session, nik=NIK)
    session.flush()
    before = ikm.revision
    ikm_actions.edit(session, ikm.id, {"nik": NIK}, cipher=CIPHER)
    assert ikm.revision == before


def test_a_stale_form_is_refused(session: Session) -> None:
    ikm = registered(session)
    ikm_actions.edit(session, ikm.id, {"desa": "Selangkau"}, cipher=CIPHER, check=as_of(ikm.revision))
    with pytest.raises(StaleForm):
        ikm_actions.edit(session, ikm.id, {"desa": "Kaliorang"}, cipher=CIPHER, check=as_of(1))


def test_an_edit_leaves_old_and_new_in_the_history_and_grows_the_announced_revision(session: Session) -> None:
    ikm = registered(session)
    ikm_actions.edit(session, ikm.id, {"address": "Jl. Poros"}, cipher=CIPHER)
    chain(session)
    change = session.scalars(select(Change).order_by(Change.id.desc())).first()
    assert change is not None
    assert (change.old, change.new) == ({"address": None}, {"address": "Jl. Poros"})
    assert [fact.revision for fact in announced(session, IkmProfileChanged)] == [1, 2]


def test_editing_a_verified_key_field_asks_for_a_new_verification(session: Session) -> None:
    ikm = registered(session)
    verification.verify(session, ikm.id)
    ikm_actions.edit(session, ikm.id, {"owner_name": "Nora Ramadhani"}, cipher=CIPHER)
    assert ikm.status == "registered"
    assert not ikm.provenance["owner_name"]["verified"]
    assert ikm.provenance["name"]["verified"]


@pytest.mark.parametrize("change", [({"desa": "Selangkau"}, {}), ({}, {"owner": {"phone": "+6281"}})])
def test_a_closed_business_is_not_edited(session: Session, change: tuple[dict[str, str], Contacts]) -> None:
    ikm = registered(session)
    verification.close(session, ikm.id, "tidak produksi lagi")
    with pytest.raises(RuleBroken):
        ikm_actions.edit(session, ikm.id, *change, cipher=CIPHER)
    assert ikm.contacts == []
