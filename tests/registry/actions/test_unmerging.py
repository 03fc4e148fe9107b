"""Undoing a merger: both records as they were, and what happened since as it is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions import certificates, consents, merging, needs, participations, unmerging, verification
from services.registry.actions import ikm as ikm_actions
from services.registry.domain.profile import SHARING, consent_state
from services.registry.models import Ikm, Merge
from services.registry.models.contact import FIELDS
from services.registry.queries.merge_images import image_of
from services.registry.queries.undo_plan import undo_plan
from shared.audit import Change, chain
from shared.clock import now, today
from shared.context import actor
from shared.database import Database
from shared.errors import InvalidInput, RuleBroken, StaleForm
from shared.events.registry import IkmProfileChanged
from tests.registry.factories import CIPHER, NIK, announced, answered, closed, registered, set_contact

NIB = "9120001234567"


def pair(session: Session, **gone: Any) -> tuple[Ikm, Ikm]:
    return registered(session, name="Melati", desa="Selangkau"), registered(session, name="Mawar", **gone)


def merged(session: Session, kept: Ikm, gone: Ikm) -> Merge:
    merging.merge(session, kept.id, gone.id, "tampak sama")
    return merge_of(session, gone)


def merge_of(session: Session, gone: Ikm) -> Merge:
    session.flush()
    session.expire_all()
    return session.scalars(select(Merge).where(Merge.gone_id == gone.id, Merge.undone_at.is_(None))).one()


def undone(session: Session, merge: Merge) -> None:
    unmerging.undo_merge(session, merge.id, "ternyata dua usaha")
    session.flush()
    session.expire_all()


def edit(session: Session, ikm: Ikm, **values: Any) -> None:
    ikm_actions.edit(session, ikm.id, values, cipher=CIPHER)


def how(ikm: Ikm) -> tuple[Any, ...]:
    """All that an IKM is, but when and how often it was written."""
    image = image_of(ikm)
    hanging = sorted(str(sorted(row.items())) for rows in image.rows.values() for row in rows.values())
    past = sorted((item.title, str(item.invitation_id)) for item in ikm.participations)
    said = sorted((item.state, str(item.recorded_at)) for item in ikm.consents)
    return image.fields, image.marks, hanging, past, said, ikm.nik_fingerprint, ikm.status_reason, ikm.merged_into_id


def lived_in(session: Session) -> tuple[Ikm, Ikm]:
    """Two records about which much is known, of both some, of one what the other lacks."""
    kept, gone = pair(session, nib=NIB, nik=NIK, capacity=20, capacity_unit="ton")
    verification.verify(session, kept.id)
    set_contact(session, kept.id, "owner", {"phone": "+6281"})
    set_contact(session, gone.id, "owner", {"phone": "+6282", "email": "n@contoh.id"})
    set_contact(session, gone.id, "proxy", {"phone": "+6283"})
    certificates.record_certificate(session, kept.id, "HALAL", "no")
    certificates.record_certificate(session, gone.id, "HALAL", "yes", {"number": "ID-1"})
    certificates.record_certificate(session, gone.id, "PIRT", "yes", {"number": "215-28"})
    needs.record_need(session, kept.id, "EKSPOR", 1)
    needs.record_need(session, gone.id, "EKSPOR", 3)
    needs.record_need(session, gone.id, "PENGEMASAN", 2)
    consents.record_consent(session, kept.id, "yes", "phone")
    consents.record_consent(session, gone.id, "yes", "form")
    for ikm in (kept, gone):
        participations.put_participation(ikm, "Bimtek bersama", today(), source="daftar")
    participations.put_participation(gone, "Bimtek", today(), source="daftar")
    participations.record_answer(session, answered(gone.id))
    session.flush()
    session.expire_all()
    return kept, gone


def test_what_was_merged_is_as_it_was_once_that_is_undone(session: Session) -> None:
    kept, gone = lived_in(session)
    before = how(kept), how(gone)
    merge = merged(session, kept, gone)
    assert (how(kept), how(gone)) != before
    undone(session, merge)
    assert (how(kept), how(gone)) == before
    assert (merge.undone_by, merge.undo_reason) == (actor().name, "ternyata dua usaha")


def test_a_merger_says_what_it_moved_and_took_and_from_where(session: Session) -> None:
    kept, gone = lived_in(session)
    merge = merged(session, kept, gone)
    assert {table: len(ids) for table, ids in (merge.moved or {}).items()} == {"participation": 2, "consent": 1}
    assert set(merge.taken) == {"nib", "nik", "capacity", "capacity_unit", "status"}
    assert (merge.taken["nib"]["new"], merge.taken["nib"]["source"]["source"]) == (NIB, "form")
    assert NIK not in str(merge.taken)
    assert (merge.reason, merge.gone_before["status"]) == ("tampak sama", "registered")


def test_what_happened_since_stays_with_the_one_kept(session: Session) -> None:
    kept, gone = lived_in(session)
    merge = merged(session, kept, gone)
    edit(session, kept, capacity=30, product="keripik")
    certificates.record_certificate(session, kept.id, "MEREK", "yes", {"number": "IDM-9"})
    needs.record_need(session, kept.id, "PENGEMASAN", 1)
    needs.record_need(session, kept.id, "MEREK", 2)
    participations.record_answer(session, answered(kept.id))
    session.flush()
    session.expire_all()
    plan = undo_plan(session, merge, kept, gone)
    assert set(plan.fields_stay) == {"capacity", "capacity_unit"}
    assert (plan.stay, plan.since) == ({"need": 1}, {"certificate": 1, "need": 1, "participation": 1})
    undone(session, merge)
    assert (kept.capacity, kept.capacity_unit, kept.product, kept.nib) == (30, "ton", "keripik", None)
    assert {row.kind for row in kept.certificates} == {"HALAL", "MEREK"}
    assert {(need.topic, need.severity) for need in kept.needs} == {("EKSPOR", 1), ("MEREK", 2), ("PENGEMASAN", 1)}
    assert len(kept.participations) == 2
    assert {need.topic for need in gone.needs} == {"EKSPOR", "PENGEMASAN"}


def test_what_was_deleted_since_stays_deleted(session: Session) -> None:
    kept, gone = lived_in(session)
    merge = merged(session, kept, gone)
    needs.drop_need(session, kept.id, "PENGEMASAN")
    session.delete(next(past for past in kept.participations if past.title == "Bimtek"))
    session.flush()
    session.expire_all()
    assert undo_plan(session, merge, kept, gone).lost == {"need": 1, "participation": 1}
    undone(session, merge)
    assert [past.title for past in gone.participations if past.invitation_id is None] == ["Bimtek bersama"]


def test_a_number_that_a_third_one_has_by_now_is_named_and_nothing_changes(session: Session) -> None:
    kept, gone = pair(session, nib=NIB)
    merge = merged(session, kept, gone)
    edit(session, kept, nib="9120009999999")
    third = registered(session, name="Ketiga", nib=NIB)
    session.flush()
    with pytest.raises(RuleBroken, match=third.number):
        undone(session, merge)
    session.expire_all()
    assert (gone.status, merge.undone_at) == ("merged", None)


def test_a_record_that_was_merged_again_is_taken_apart_from_its_end(session: Session) -> None:
    kept, gone = pair(session)
    third = registered(session, name="Ketiga")
    first, second = merged(session, kept, gone), merged(session, third, kept)
    with pytest.raises(RuleBroken, match=third.number):
        undone(session, first)
    undone(session, second)
    undone(session, first)
    assert {ikm.merged_into_id for ikm in (kept, gone, third)} == {None}


def test_after_thirty_days_it_stays(session: Session) -> None:
    kept, gone = pair(session)
    merge = merged(session, kept, gone)
    merge.created_at = now() - timedelta(days=30, minutes=1)
    with pytest.raises(RuleBroken, match="30"):
        undone(session, merge)


def test_it_is_undone_once_and_for_a_reason(session: Session) -> None:
    merge = merged(session, *pair(session))
    with pytest.raises(InvalidInput):
        unmerging.undo_merge(session, merge.id, " ")
    undone(session, merge)
    with pytest.raises(RuleBroken):
        undone(session, merge)


def test_what_staff_looked_at_must_still_be_so(session: Session) -> None:
    kept, gone = pair(session)
    merge = merged(session, kept, gone)
    with pytest.raises(StaleForm):
        unmerging.undo_merge(session, merge.id, "dua", check=merging.as_compared(kept.version, "0-0"))


def test_merged_again_the_other_way_round_each_is_told_once_more(session: Session) -> None:
    kept, gone = pair(session, nib=NIB)
    undone(session, merged(session, kept, gone))
    merged(session, gone, kept)
    last = {fact.ikm_id: fact for fact in announced(session, IkmProfileChanged)}
    assert (last[kept.id].merged_into, last[gone.id].merged_into) == (gone.id, None)
    assert last[kept.id].revision > 3


def test_the_history_of_both_tells_it(session: Session) -> None:
    kept, gone = pair(session, nib=NIB)
    undone(session, merged(session, kept, gone))
    chain(session)
    steps = session.scalars(select(Change))
    told = {(step.noun_id, step.action) for step in steps if step.reason == "ternyata dua usaha"}
    assert told == {(gone.id, "undo_merge"), (kept.id, "undo_absorb"), (kept.id, "edit")}


def restrict(session: Session, ikm: Ikm) -> None:
    verification.restrict(session, ikm.id, restricted=True, reason="diminta pemilik")


def refuse(session: Session, ikm: Ikm) -> None:
    consents.record_consent(session, ikm.id, "no", "phone")


def objects(ikm: Ikm) -> bool:
    return ikm.restricted or consent_state(ikm.consents, SHARING) == "no"


@pytest.mark.parametrize("object_", [restrict, refuse])
@pytest.mark.parametrize("whose", ["gone", "kept", "since"])
def test_nobody_who_objected_is_contactable_after_it_was_undone(
    session: Session, object_: Callable[[Session, Ikm], None], whose: str
) -> None:
    kept, gone = pair(session)
    for ikm in (kept, gone):
        consents.record_consent(session, ikm.id, "yes", "form")
    if whose != "since":
        object_(session, {"gone": gone, "kept": kept}[whose])
    merge = merged(session, kept, gone)
    if whose == "since":
        object_(session, kept)
    session.flush()
    session.expire_all()
    plan = undo_plan(session, merge, kept, gone)
    assert plan.restricted or plan.refused
    undone(session, merge)
    assert objects(kept)
    assert objects(gone)


def answers(session: Session, *ikms: Ikm) -> list[list[str]]:
    session.flush()
    session.expire_all()
    return [[past.status for past in ikm.participations] for ikm in ikms]


@pytest.mark.parametrize("named", ["gone", "kept"])
def test_what_the_owner_of_the_one_that_ended_answered_meanwhile_goes_back_with_it(
    session: Session, named: str
) -> None:
    kept, gone = pair(session)
    merge = merged(session, kept, gone)
    # Partners names the one that has the invitation at the moment, as soon as it knows of the merger.
    answer = answered({"gone": gone, "kept": kept}[named].id, made_for=gone.id)
    participations.record_answer(session, answer)
    participations.record_answer(session, answered(kept.id))
    assert answers(session, kept, gone) == [["accepted", "accepted"], []]
    plan = undo_plan(session, merge, kept, gone)
    assert (len(plan.moved["participation"]), plan.since) == (1, {"participation": 1})
    undone(session, merge)
    assert answers(session, kept, gone) == [["accepted"], ["accepted"]]
    later = answered(gone.id, invitation_id=answer.invitation_id, answer="declined", revision=2)
    participations.record_answer(session, later)
    assert answers(session, kept, gone) == [["accepted"], ["declined"]]


def test_along_a_chain_each_answer_goes_back_to_whom_it_was_asked_of(session: Session) -> None:
    kept, gone = pair(session)
    third = registered(session, name="Ketiga")
    first, second = merged(session, kept, gone), merged(session, third, kept)
    for ikm in (gone, kept, third):
        participations.record_answer(session, answered(ikm.id))
    assert [len(found) for found in answers(session, third, kept, gone)] == [3, 0, 0]
    undone(session, second)
    assert [len(found) for found in answers(session, third, kept, gone)] == [1, 2, 0]
    undone(session, first)
    assert [len(found) for found in answers(session, third, kept, gone)] == [1, 1, 1]


@pytest.mark.parametrize("closing", [False, True])
def test_a_newer_word_brings_an_invitation_home_that_was_left_behind(session: Session, closing: bool) -> None:
    kept, gone = pair(session)
    answer = answered(kept.id)
    participations.record_answer(session, answer)
    if closing:
        participations.record_closing(session, replace(closed(answer), ikm_id=gone.id))
    else:
        newer = answered(gone.id, invitation_id=answer.invitation_id, answer="declined", revision=2)
        participations.record_answer(session, newer)
    assert [len(found) for found in answers(session, kept, gone)] == [0, 1]


@pytest.mark.parametrize("corrected", ["phone", "email"])
def test_a_part_of_a_contact_that_somebody_corrected_keeps_no_other_part_of_the_other_owners(
    session: Session, corrected: str
) -> None:
    kept, gone = pair(session)
    set_contact(session, gone.id, "owner", {"name": "Nora", "phone": "+6282", "email": "n@contoh.id"})
    merge = merged(session, kept, gone)
    right = {"phone": "+6281", "email": "m@contoh.id"}[corrected]
    set_contact(session, kept.id, "owner", {corrected: right})
    session.flush()
    session.expire_all()
    assert undo_plan(session, merge, kept, gone).stay == {"contact": 1}
    undone(session, merge)
    [left] = kept.contacts
    said = {name: getattr(left, name) for name in FIELDS if getattr(left, name) is not None}
    assert said == {corrected: right}


def test_a_contact_of_which_somebody_only_took_away_a_part_goes_back_whole(session: Session) -> None:
    kept, gone = pair(session)
    set_contact(session, gone.id, "owner", {"phone": "+6282", "email": "n@contoh.id"})
    merge = merged(session, kept, gone)
    set_contact(session, kept.id, "owner", {"email": None})
    undone(session, merge)
    assert (kept.contacts, len(gone.contacts)) == ([], 1)


def test_of_two_mergers_into_one_record_the_newest_is_undone_first(session: Session) -> None:
    kept, gone = pair(session)
    other = registered(session, name="Ketiga")
    for ikm, severity in ((gone, 2), (other, 3)):
        set_contact(session, ikm.id, "owner", {"phone": f"+628{severity}", "email": f"{severity}@contoh.id"})
        needs.record_need(session, ikm.id, "EKSPOR", severity)
    session.flush()
    session.expire_all()
    before = how(kept)
    first, second = merged(session, kept, gone), merged(session, kept, other)
    with pytest.raises(RuleBroken, match=other.number):
        undone(session, first)
    undone(session, second)
    undone(session, first)
    assert how(kept) == before


def test_two_who_undo_it_at_once_undo_it_once(database: Database) -> None:
    with database.transaction() as session:
        kept, gone = pair(session, nib=NIB)
        merge_id = merged(session, kept, gone).id
        gone_id = gone.id

    def click(_: int) -> bool:
        try:
            with database.transaction() as session:
                unmerging.undo_merge(session, merge_id, "dua usaha")
        except RuleBroken:
            return False
        return True

    with ThreadPoolExecutor(2) as clicks:
        assert sorted(clicks.map(click, range(2))) == [False, True]
    with database.reading() as session:
        assert steps_of(session, gone_id).count("undo_merge") == 1


def steps_of(session: Session, ikm_id: UUID) -> list[str]:
    return list(session.scalars(select(Change.action).where(Change.noun_id == ikm_id)))
