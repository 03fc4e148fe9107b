"""Many at once, on both databases."""

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from services.registry.actions import ikm as ikm_actions
from services.registry.actions import merging
from services.registry.actions.participations import record_answer
from services.registry.models import Ikm, Participation
from shared.database import Database
from shared.errors import RuleBroken
from shared.messaging.batch import BATCH, TakenApart
from tests.registry.factories import CIPHER, ENOUGH, answered, registered

AT_ONCE = 8


def together(work: object, arguments: list[object]) -> list[object]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(work, arguments))  # type: ignore[arg-type]


def test_one_form_sent_many_times_at_once_makes_one_ikm(database: Database) -> None:
    ikm_id = uuid4()

    def send(_: object) -> str:
        with database.transaction() as session:
            return ikm_actions.register(session, ikm_id, ENOUGH, cipher=CIPHER).number

    assert set(together(send, [None] * AT_ONCE)) == {"IKM-00001"}


def test_one_nib_in_many_forms_at_once_is_taken_once(database: Database) -> None:
    def send(ikm_id: UUID) -> bool:
        try:
            with database.transaction() as session:
                ikm_actions.register(session, ikm_id, ENOUGH | {"nib": "9120001234567"}, cipher=CIPHER)
        except RuleBroken:
            return False
        return True

    assert sum(map(bool, together(send, [uuid4() for _ in range(AT_ONCE)]))) == 1
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Ikm)) == 1


def test_answers_arriving_at_once_leave_the_newest(database: Database) -> None:
    with database.transaction() as session:
        ikm_id = registered(session).id
    invitation_id = uuid4()

    def arrive(revision: int) -> None:
        answer = "declined" if revision == AT_ONCE else "accepted"
        with database.transaction() as session:
            record_answer(session, answered(ikm_id, invitation_id=invitation_id, revision=revision, answer=answer))

    together(arrive, list(range(1, AT_ONCE + 1)))
    with database.reading() as session:
        assert session.scalars(select(Participation.status)).all() == ["declined"]


def test_a_fact_about_a_merged_one_and_an_undoing_never_wait_for_each_other(database: Database) -> None:
    with database.transaction() as session:
        first, second = sorted((registered(session, name="Melati").id, registered(session, name="Mawar").id))
        merging.merge(session, first, second, "tampak sama")

    def look() -> UUID:
        with database.transaction() as session:
            return Ikm.surviving(session, second).id

    with ThreadPoolExecutor(1) as fact:
        with database.transaction() as session:  # as undoing does, in the order of their ids
            Ikm.locked(session, first)
            looked = fact.submit(look)
            time.sleep(0.3)
            Ikm.locked(session, second)
        assert looked.result() == first


def test_where_a_merged_one_lives_on_is_seen_once_a_merger_made_meanwhile_is_over(database: Database) -> None:
    with database.transaction() as session:
        last, kept, gone = sorted(registered(session, name=name).id for name in ("Melati", "Mawar", "Kenanga"))
        merging.merge(session, kept, gone, "tampak sama")

    def look() -> UUID:
        with database.transaction() as session:
            return Ikm.surviving(session, gone).id

    with ThreadPoolExecutor(1) as fact:
        with database.transaction() as session:
            merging.merge(session, last, kept, "tampak sama")
            looked = fact.submit(look)
            time.sleep(0.3)
        assert looked.result() == last


def test_a_fact_about_a_merged_one_is_taken_alone(database: Database) -> None:
    with database.transaction() as session:
        kept, gone = (registered(session, name=name).id for name in ("Melati", "Mawar"))
        merging.merge(session, kept, gone, "tampak sama")
    with database.transaction() as session:
        session.info[BATCH] = True
        with pytest.raises(TakenApart):
            Ikm.surviving(session, gone)
