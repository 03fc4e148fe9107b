"""Mergers made and undone, told late, twice and in any order: what is where follows from the register alone."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import ikm_profiles, invitations
from services.partners.domain.nomination import TAKES_A_SEAT
from services.partners.models import Nomination, Offer
from services.partners.models.ikm_profile import IkmProfile, remaining_id
from services.partners.models.nomination import seats_taken
from shared.database import Database
from shared.events.registry import IkmProfileChanged
from shared.messaging.batch import BATCH, TakenApart
from tests.mergers import SIZE, Told, tellings
from tests.partners.factories import invitations_of, keep_ikm, opened, profile_changed, suggestions
from tests.postgres import until_somebody_waits


@pytest.fixture
def on_sqlite(sqlite_database: Callable[[str], Database]) -> Database:
    return sqlite_database("partners")


def test_two_records_that_live_on_in_each_other_hold_nobody_up_and_move_nothing(database: Database) -> None:
    with database.transaction() as session:
        one, other = keep_ikm(session, 2)
        offer = opened(session)
        chosen = [row.ikm_id for row in suggestions(session, offer) if row.ikm_id == other]
        invitations.confirm_selection(session, offer.id, chosen)
        for ikm_id, into_id in ((one, other), (other, one)):
            ikm_profiles.keep(session, profile_changed(ikm_id=ikm_id, revision=2, status="merged", merged_into=into_id))
        assert remaining_id(session, one) is None
        assert [item.ikm_id for item in invitations_of(session, offer)] == [other]
        ikm_profiles.keep(session, profile_changed(ikm_id=one, revision=3))
        assert [item.ikm_id for item in invitations_of(session, offer)] == [one]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=tellings(), selected=st.sets(st.integers(0, SIZE - 1)), quota=st.integers(1, SIZE))
def test_whatever_comes_late_or_twice_each_nomination_is_where_the_register_says(
    on_sqlite: Database, told: Told, selected: set[int], quota: int
) -> None:
    with on_sqlite.transaction() as session:
        ikm = keep_ikm(session, SIZE, revision=0)
        offer = opened(session, quota=quota)
        chosen = [ikm[number] for number in sorted(selected)]
        invitations.confirm_selection(session, offer.id, chosen)
        for snapshot in told.snapshots:
            into = None if snapshot.merged_into is None else ikm[snapshot.merged_into]
            status = "registered" if into is None else "merged"
            fact = profile_changed(
                ikm_id=ikm[snapshot.number], revision=snapshot.revision, status=status, merged_into=into
            )
            ikm_profiles.keep(session, fact)
            assert seats_taken(session, offer.id) <= quota
        session.expire_all()
        rows = [row for row in nominations_of(session, offer) if row.made_for in ikm]
        for row in rows:
            place = ikm[told.remaining(ikm.index(row.made_for))]
            if row.superseded_by is None:
                assert row.ikm_id == place
            else:
                assert remaining_id(session, session.get_one(Nomination, row.superseded_by).made_for) == place
        assert {row.made_for for row in rows} >= set(chosen)
        for item in invitations_of(session, offer):
            assert item.ikm_id == item.nomination.ikm_id
            assert item.nomination.state in TAKES_A_SEAT or item.state == "cancelled"
        session.rollback()


def nominations_of(session: Session, offer: Offer) -> Sequence[Nomination]:
    return session.scalars(select(Nomination).where(Nomination.offer_id == offer.id)).all()


def test_snapshots_taken_up_by_many_workers_at_once_lead_to_the_same_end(database: Database) -> None:
    with database.transaction() as session:
        one, other, third = ikm = keep_ikm(session, 3)
        offer = opened(session, quota=3)
        invitations.confirm_selection(session, offer.id, [row.ikm_id for row in suggestions(session, offer)])
    story = [
        (one, 2, other), (other, 2, None), (one, 3, None), (other, 3, None),
        (other, 4, one), (one, 4, None), (third, 2, one), (one, 5, None),
    ]  # fmt: skip

    def hear(told: tuple[UUID, int, UUID | None]) -> None:
        ikm_id, revision, into = told
        status = "merged" if into else "registered"
        with database.transaction() as session:
            ikm_profiles.keep(
                session, profile_changed(ikm_id=ikm_id, revision=revision, status=status, merged_into=into)
            )

    with ThreadPoolExecutor(6) as workers:
        list(workers.map(hear, [*reversed(story), *story]))
    with database.reading() as session:
        assert {remaining_id(session, ikm_id) for ikm_id in ikm} == {one}
        assert {item.ikm_id for item in invitations_of(session, offer) if item.state == "issued"} == {one}
        assert seats_taken(session, offer.id) == 1


def hear_after(database: Database, first: IkmProfileChanged, then: IkmProfileChanged, *, batch: bool = False) -> None:
    """Take up two snapshots at once: the second is begun before the first is committed, and has to wait for it."""

    def second() -> None:
        with database.transaction() as session:
            session.info[BATCH] = batch
            ikm_profiles.keep(session, then)

    with ThreadPoolExecutor(1) as worker, database.transaction() as session:
        ikm_profiles.keep(session, first)
        session.flush()
        hearing = worker.submit(second)
        until_somebody_waits(database)
        session.commit()
        hearing.result()


def test_an_undo_heard_while_its_merger_is_still_being_followed_brings_the_seat_back(database: Database) -> None:
    offer, gone, kept = with_a_seat_of_the_first(database)
    hear_after(database, snapshot(gone, 2, kept), snapshot(gone, 3, None))
    with database.reading() as session:
        assert [item.ikm_id for item in invitations_of(session, offer)] == [gone]


def test_a_batch_that_hears_an_undo_while_its_merger_is_being_followed_is_taken_apart(database: Database) -> None:
    _, gone, kept = with_a_seat_of_the_first(database)
    with pytest.raises(TakenApart):
        hear_after(database, snapshot(gone, 2, kept), snapshot(gone, 3, None), batch=True)


def test_a_record_first_heard_of_while_another_is_merged_into_it_gets_what_is_its_own(database: Database) -> None:
    offer, gone, _ = with_a_seat_of_the_first(database)
    kept = uuid4()
    hear_after(database, snapshot(gone, 2, kept), snapshot(kept, 1, None))
    with database.reading() as session:
        assert [item.ikm_id for item in invitations_of(session, offer)] == [kept]


def with_a_seat_of_the_first(database: Database) -> tuple[Offer, UUID, UUID]:
    with database.transaction() as session:
        one, other = keep_ikm(session, 2)
        offer = opened(session)
        rows = [row.ikm_id for row in suggestions(session, offer) if row.ikm_id == one]
        invitations.confirm_selection(session, offer.id, rows)
    return offer, one, other


def snapshot(ikm_id: UUID, revision: int, into: UUID | None) -> IkmProfileChanged:
    status = "merged" if into else "registered"
    return profile_changed(ikm_id=ikm_id, revision=revision, status=status, merged_into=into)


@pytest.mark.parametrize("backend", ["postgresql"])
def test_batches_do_not_wait_for_each_other(database: Database) -> None:
    facts = [profile_changed(), profile_changed()]
    with database.transaction() as session, database.transaction() as other:
        for each, fact in zip((session, other), facts, strict=True):
            each.info[BATCH] = True
            ikm_profiles.keep(each, fact)
    with database.reading() as session:
        assert set(session.scalars(select(IkmProfile.ikm_id))) == {fact.ikm_id for fact in facts}
