"""Forgetting a person reaches the mergers the person had part in, standing or undone, and those who made them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from services.registry.actions import contacts, merging, unmerging
from services.registry.actions.certificates import record_certificate
from services.registry.actions.forgetting import forget
from services.registry.models import Merge
from shared.audit import record
from shared.change import ChangeActor, ChangeValue
from shared.context import Actor, acting_as
from shared.database import Database
from shared.errors import RuleBroken
from shared.history import verify
from tests.postgres import until_somebody_waits
from tests.registry.factories import registered, set_contact

SECRET, BASIS = "rahasia", "Surat 12/2026"
RAHMA = Actor(uuid4(), "Rahma Wati", "staff")


@dataclass(frozen=True)
class Three:
    """Three records, of which only ``gone`` has an owner of whom something secret is known."""

    database: Database
    kept: UUID
    gone: UUID
    third: UUID

    def merge(self, kept: UUID, gone: UUID) -> None:
        with acting_as(RAHMA), self.database.transaction() as session:
            merging.merge(session, kept, gone, f"sama, kata {SECRET}")

    def undo(self, gone: UUID) -> None:
        with acting_as(RAHMA), self.database.transaction() as session:
            unmerging.undo_merge(session, self.merge_of(gone).id, f"bukan {SECRET}")

    def forget(self, ikm_id: UUID) -> int:
        with self.database.transaction() as session:
            return forget(session, "ikm", ikm_id, BASIS)

    def merge_of(self, gone: UUID) -> Merge:
        with self.database.reading() as session:
            newest = select(Merge).where(Merge.gone_id == gone).order_by(Merge.created_at.desc()).limit(1)
            return session.scalars(newest).one()

    def remembered(self) -> str:
        """All that the history and the mergers say."""
        with self.database.reading() as session:
            rows = [row for table in (ChangeValue, ChangeActor, Merge) for row in session.execute(columns(table))]
            assert verify(session).broken is None
        return str(rows).lower()


def columns(table):
    return select(*table.__table__.columns)


@pytest.fixture
def three(database: Database) -> Three:
    with database.transaction() as session:
        kept, third = registered(session, name="Melati").id, registered(session, name="Ketiga").id
        gone = registered(session, name="Mawar", owner_name="Siti Rahasia", address="Jl Rahasia 1").id
        set_contact(session, gone, "owner", {"phone": "+6282999", "email": "rahasia@contoh.id"})
        for ikm_id in (kept, gone):
            record(session, noun="ikm", noun_id=ikm_id, action="edit", new={"address": f"{SECRET} {ikm_id}"})
    return Three(database, kept, gone, third)


def own(three: Three) -> str:
    """What the history of the one kept says by itself."""
    return f"{SECRET} {three.kept}"


def test_a_standing_merger_says_nothing_more_and_stays(three: Three) -> None:
    three.merge(three.kept, three.gone)
    assert three.forget(three.kept) > 0
    assert SECRET not in three.remembered()
    with three.database.transaction() as session, pytest.raises(RuleBroken, match="sudah dihapus"):
        unmerging.undo_merge(session, three.merge_of(three.gone).id, "dua usaha")
    assert three.forget(three.kept) == 0


def test_of_one_that_was_taken_apart_the_history_of_the_other_tells_nothing_more(three: Three) -> None:
    three.merge(three.kept, three.gone)
    with three.database.transaction() as session:
        contacts.mark_undeliverable(session, three.gone, "refused")
        set_contact(session, three.kept, "owner", {"phone": "+6281"})
    three.undo(three.gone)
    assert SECRET in three.remembered().replace(own(three), "")
    three.forget(three.gone)
    left = three.remembered()
    assert own(three) in left
    left = left.replace(own(three), "")
    assert (SECRET in left, "+6282999" in left) == (False, False)
    assert three.forget(three.gone) == 0


def test_what_was_known_of_the_one_kept_goes_from_a_merger_that_was_undone(three: Three) -> None:
    three.merge(three.gone, three.kept)
    three.undo(three.kept)
    three.forget(three.gone)
    left = three.remembered().replace(own(three), "")
    assert SECRET not in left


def test_what_was_carried_on_into_a_third_goes_from_there_as_well(three: Three) -> None:
    three.merge(three.kept, three.gone)
    three.merge(three.third, three.kept)
    three.undo(three.kept)
    three.undo(three.gone)
    three.forget(three.gone)
    left = three.remembered().replace(own(three), "")
    assert (SECRET in left, "+6282999" in left) == (False, False)


def test_what_a_later_merger_put_something_else_upon_goes_from_there_as_well(three: Three) -> None:
    hold(three, three.gone, "resep nenek")
    hold(three, three.third, "baru")
    three.merge(three.kept, three.gone)
    three.merge(three.kept, three.third)
    three.undo(three.third)
    three.undo(three.gone)
    three.forget(three.gone)
    assert "resep nenek" not in three.remembered()


def test_a_merger_into_the_same_record_that_put_nothing_upon_it_is_untouched(three: Three) -> None:
    hold(three, three.third, "baru")
    three.merge(three.kept, three.gone)
    three.merge(three.kept, three.third)
    three.undo(three.third)
    three.undo(three.gone)
    three.forget(three.gone)
    assert three.merge_of(three.third).erased_at is None


def hold(three: Three, ikm_id: UUID, remark: str) -> None:
    with three.database.transaction() as session:
        record_certificate(session, ikm_id, "pirt", "yes", {"number": "2063408010001-26", "remark": remark})


def test_what_is_parted_at_the_moment_is_not_taken_for_one(three: Three) -> None:
    three.merge(three.kept, three.gone)
    with ThreadPoolExecutor(1) as worker, acting_as(RAHMA), three.database.transaction() as session:
        unmerging.undo_merge(session, three.merge_of(three.gone).id, "dua usaha")
        session.flush()
        forgetting = worker.submit(three.forget, three.kept)
        until_somebody_waits(three.database)
        session.commit()
        assert forgetting.result() > 0
    assert f"{SECRET} {three.gone}" in three.remembered()


def test_what_is_merged_at_the_moment_is_reached(three: Three) -> None:
    with ThreadPoolExecutor(1) as worker, acting_as(RAHMA), three.database.transaction() as session:
        merging.merge(session, three.kept, three.gone, f"sama, kata {SECRET}")
        session.flush()
        forgetting = worker.submit(three.forget, three.kept)
        until_somebody_waits(three.database)
        session.commit()
        assert forgetting.result() > 0
    assert SECRET not in three.remembered()


def test_a_later_merger_of_two_others_is_untouched(three: Three) -> None:
    three.merge(three.kept, three.gone)
    three.undo(three.gone)
    three.merge(three.third, three.kept)
    three.forget(three.gone)
    assert (three.merge_of(three.gone).erased_at is None, three.merge_of(three.kept).erased_at) == (False, None)
    three.undo(three.kept)


def test_the_name_of_a_forgotten_account_leaves_the_mergers_it_made_and_undid(three: Three) -> None:
    three.merge(three.kept, three.gone)
    three.undo(three.gone)
    with acting_as(Actor(uuid4(), "Budi", "staff")), three.database.transaction() as session:
        merging.merge(session, three.third, three.gone, "sama")
    with three.database.transaction() as session:
        assert forget(session, "account", RAHMA.id or uuid4(), BASIS) > 2
    assert "rahma" not in three.remembered()
    assert three.merge_of(three.gone).merged_by == "Budi"
