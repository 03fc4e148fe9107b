"""The plan for all free seats: made by the lane of long work, stored whole or not at all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.partners.actions import invitations, offers, policies
from services.partners.actions.divisions import allow_unconfirmed
from services.partners.actions.plan_acceptance import accept_seats
from services.partners.actions.plan_wishes import wish
from services.partners.actions.plans import ask_for_plan
from services.partners.domain.assignment.plan import Plan
from services.partners.domain.policy import FIRST_WEIGHTS
from services.partners.models import IkmProfile, Nomination, Offer, PlanMiss, PlanOffer, PlanSeat
from services.partners.models.plan import Plan as StoredPlan
from services.partners.models.plan import newest
from services.partners.queries.plan_news import news_since
from services.partners.tasks import work as tasks
from services.partners.tasks.work import work
from shared.clock import today
from shared.database import Database
from shared.errors import RuleBroken
from shared.settings import Settings
from shared.work.asking import last_about, stop
from shared.work.hand import Hand
from shared.work.table import Work
from tests.partners import factories

Names = dict[str, list[str]]


def later(days: int) -> dict[str, object]:
    """The values of an offer that begins so many days after the others, and meets nobody else's hours."""
    starts_on = today() + factories.SOON + timedelta(days=days)
    return {"starts_on": starts_on, "ends_on": starts_on + timedelta(days=1)}


def seats(session: Session) -> Names:
    """Who would get a seat, offer by offer."""
    rows = (
        select(Offer.title, IkmProfile.name)
        .join(PlanSeat, PlanSeat.offer_id == Offer.id)
        .join(IkmProfile, IkmProfile.ikm_id == PlanSeat.ikm_id)
        .order_by(PlanSeat.place)
    )
    found: Names = {}
    for title, name in session.execute(rows):
        found.setdefault(title, []).append(name)
    return found


def whole(session: Session) -> list[object]:
    """All that is stored of the plan but when it was made and under which id."""
    told = [
        (plan.points, plan.bound, plan.way, plan.greedy, plan.seats, plan.served)
        for plan in session.scalars(select(StoredPlan))
    ]
    tables = (
        (PlanOffer, ("offer_id", "place", "free", "seats", "fit", "one_more", "newcomer", "give_up")),
        (PlanSeat, ("offer_id", "ikm_id", "place", "points")),
        (PlanMiss, ("offer_id", "ikm_id", "points", "missing", "taken_by", "to_confirm")),
    )
    return [
        told,
        *(
            sorted(map(repr, session.execute(select(*(getattr(table, name) for name in names))).all()))
            for table, names in tables
        ),
    ]


def test_each_free_seat_goes_where_all_together_get_the_most_points(
    database: Database, draw: Callable[[], str]
) -> None:
    """One IKM fits both programmes, which clash; the other fits only the first. A list would leave a seat empty."""
    with database.transaction() as session:
        factories.keep_ikm(session, 1, name="Bisa dua-duanya", size_class="MIKRO", kecamatan_code="64.08.10")
        factories.keep_ikm(session, 1, name="Hanya foto", size_class="KECIL", kecamatan_code="64.08.04")
        factories.opened(session, title="Foto", quota=1)
        factories.opened(session, title="Kemasan", quota=1, topic="EKSPOR", eligibility={"size_classes": ["MIKRO"]})
    assert draw() == "done"
    with database.reading() as session:
        assert seats(session) == {"Foto": ["Hanya foto"], "Kemasan": ["Bisa dua-duanya"]}
        plan = newest(session)
        assert plan is not None
        assert plan.gap == 0
        assert plan.short > 0


def test_whoever_gets_no_seat_reads_exactly_what_it_lacked_and_who_has_it(
    database: Database, draw: Callable[[], str]
) -> None:
    with database.transaction() as session:
        factories.keep_ikm(session, 1, name="Menang", cluster="PISANG")
        factories.keep_ikm(session, 1, name="Kalah", cluster=None)
        factories.opened(session, title="Foto", quota=1)
    draw()
    with database.reading() as session:
        miss = session.scalars(select(PlanMiss)).one()
        taker = session.get_one(IkmProfile, miss.taken_by)
        assert (miss.missing, taker.name) == (FIRST_WEIGHTS["cluster"], "Menang")
        assert session.scalars(select(PlanOffer)).one().one_more == miss.points


def test_seats_given_count_towards_the_year_and_nobody_is_proposed_where_it_was_decided_about(
    database: Database, draw: Callable[[], str]
) -> None:
    with database.transaction() as session:
        policies.change_policy(session, {"yearly_cap": 1}, version=1)
        factories.keep_ikm(session, 2)
        first = factories.opened(session, title="Foto", quota=2)
        chosen = factories.suggestions(session, first)[:1]
        given = chosen[0].profile.name
        invitations.confirm_selection(session, first.id, [item.ikm_id for item in chosen])
        factories.opened(session, title="Kemasan", quota=2, **later(1))
    draw()
    with database.reading() as session:
        found = seats(session)
        assert sum(map(len, found.values())) == 1
        assert not any(given in names for names in found.values())


def test_a_year_s_cap_holds_for_each_year_by_itself(database: Database, draw: Callable[[], str]) -> None:
    with database.transaction() as session:
        policies.change_policy(session, {"yearly_cap": 1}, version=1)
        factories.keep_ikm(session, 1)
        for title, days in (("Ini", 0), ("Juga ini", 2), ("Tahun depan", 366)):
            factories.opened(session, title=title, quota=1, **later(days))
    draw()
    with database.reading() as session:
        found = seats(session)
        assert len(found) == 2
        assert "Tahun depan" in found


@pytest.mark.parametrize(("step", "served"), [(0, 1), (60, 2)])
def test_where_a_further_seat_counts_less_more_ikm_are_served(
    database: Database, draw: Callable[[], str], step: int, served: int
) -> None:
    """One has twenty points more than the other in both programmes, which do not clash."""
    with database.transaction() as session:
        policies.change_policy(session, {"step": step}, version=1)
        factories.keep_ikm(session, 1, name="Unggul", cluster="PISANG")
        factories.keep_ikm(session, 1, name="Lain", cluster=None)
        for title, days in (("Ini", 0), ("Itu", 3)):
            factories.opened(session, title=title, quota=1, **later(days))
    assert draw() == "done"
    with database.reading() as session:
        plan = newest(session)
        assert plan is not None
        assert (plan.seats, plan.served, plan.gap) == (2, served, 0)


@pytest.mark.parametrize("allowed", [False, True])
def test_those_to_confirm_are_proposed_where_staff_allow_it_and_are_marked(
    database: Database, draw: Callable[[], str], allowed: bool
) -> None:
    with database.transaction() as session:
        factories.keep_ikm(session, 1, name="Jelas", size_class="MIKRO")
        factories.keep_ikm(session, 1, name="Belum ditanya", size_class=None)
        offer = factories.opened(session, title="Foto", quota=3, eligibility={"size_classes": ["MIKRO"]})
        allow_unconfirmed(session, offer.id, allowed)
    draw()
    with database.reading() as session:
        marked = dict(session.execute(select(IkmProfile.name, PlanSeat.to_confirm).join(
            PlanSeat, PlanSeat.ikm_id == IkmProfile.ikm_id)).all())  # fmt: skip
        row = session.scalars(select(PlanOffer)).one()
    assert marked == ({"Jelas": False, "Belum ditanya": True} if allowed else {"Jelas": False})
    assert (row.fit, row.to_confirm) == ((2, 1) if allowed else (1, 0))


def test_the_same_facts_give_the_same_plan_to_the_byte(database: Database, draw: Callable[[], str]) -> None:
    with database.transaction() as session:
        factories.keep_ikm(session, 6)
        for days in (0, 0, 3):
            factories.opened(session, title=f"Foto {days}", quota=2, **later(days))
    draw()
    with database.reading() as session:
        first = whole(session)
    draw()
    with database.reading() as session:
        assert whole(session) == first
        plan = newest(session)
        assert plan is not None
        assert plan.kept == plan.seats


def test_without_anybody_who_fits_the_plan_is_empty_and_says_so(database: Database, draw: Callable[[], str]) -> None:
    with database.transaction() as session:
        factories.opened(session)
    assert draw() == "done"
    with database.reading() as session:
        plan = newest(session)
        assert plan is not None
        assert (plan.seats, plan.points, plan.gap) == (0, 0, 0)


def test_without_an_open_offer_it_is_refused_with_a_sentence(database: Database) -> None:
    with database.transaction() as session, pytest.raises(RuleBroken):
        ask_for_plan(session)


def test_two_who_press_at_once_get_one_plan(database: Database) -> None:
    with database.transaction() as session:
        factories.opened(session)
    together = Barrier(2)

    def press(_: int) -> UUID:
        together.wait()
        with database.transaction() as session:
            return ask_for_plan(session)

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(press, range(2)))) == 1
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Work)) == 1


def test_two_workers_at_once_make_one_plan_and_whoever_lost_the_work_stores_nothing(
    database: Database, draw: Callable[[], str], monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """The hold of the first runs out while it solves; another takes the work up, and is done before."""
    with database.transaction() as session:
        factories.keep_ikm(session, 2)
        factories.opened(session)
    solve, made = tasks.solve, []

    def overtaken(*given: Any, **options: Any) -> Plan:
        monkeypatch.setattr(tasks, "solve", solve)
        with database.transaction() as session:
            session.scalars(select(Work)).one().claimed_until = None
        assert work.take_next(database, settings)
        with database.reading() as session:
            made.append(newest(session))
        return solve(*given, **options)

    monkeypatch.setattr(tasks, "solve", overtaken)
    assert draw() == "done"
    with database.reading() as session:
        assert [plan.id for plan in session.scalars(select(StoredPlan))] == [plan.id for plan in made]


def closed(session: Session) -> None:
    offers.close_offer(session, session.scalars(select(Offer.id)).one())


def restricted(session: Session) -> None:
    factories.ikm_changes(session, session.scalars(select(IkmProfile.ikm_id)).all()[0], restricted=True)


@pytest.mark.parametrize(("meanwhile", "told"), [(closed, "offers"), (restricted, "ikm")])
def test_what_changed_while_it_was_solved_is_told_and_no_seat_of_it_is_given(
    database: Database, draw: Callable[[], str], monkeypatch: pytest.MonkeyPatch,
    meanwhile: Callable[[Session], None], told: str,
) -> None:  # fmt: skip
    with database.transaction() as session:
        factories.keep_ikm(session, 2)
        offer_id = factories.opened(session, quota=2).id
    solve = tasks.solve

    def overtaken(*given: Any, **options: Any) -> Plan:
        with database.transaction() as session:
            meanwhile(session)
        return solve(*given, **options)

    monkeypatch.setattr(tasks, "solve", overtaken)
    assert draw() == "done"
    with database.reading() as session:
        plan = newest(session)
        assert plan is not None
        assert getattr(news_since(session, plan), told) == 1
        plan_id = plan.id
    with pytest.raises(RuleBroken), database.transaction() as session:
        accept_seats(session, plan_id, offer_id, [], whole=True)
    with database.reading() as session:
        assert session.scalars(select(Nomination)).all() == []


def test_a_stop_keeps_the_plan_before(
    database: Database, draw: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction() as session:
        factories.keep_ikm(session, 2)
        factories.opened(session)
    draw()
    with database.reading() as session:
        before = whole(session)

    def stopped_meanwhile(hand: Hand, *_: object) -> None:
        with database.transaction() as session:
            stop(session, hand.work.id)
        note(hand, *_)  # type: ignore[arg-type]

    note = Hand.note
    monkeypatch.setattr(Hand, "note", stopped_meanwhile)
    assert draw() == "stopped"
    with database.reading() as session:
        assert whole(session) == before


def test_a_killed_worker_leaves_nothing_half_and_the_next_one_takes_the_work_up(
    database: Database, draw: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction() as session:
        factories.keep_ikm(session, 2)
        factories.opened(session)

    class Killed(BaseException):
        pass

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Hand, "leave", killed)
        with pytest.raises(Killed):
            draw()
    with database.transaction() as session:
        assert newest(session) is None
        for row in session.scalars(select(Work)):
            row.claimed_until = None
    assert draw() == "done"


def test_what_staff_laid_down_and_cannot_hold_is_told_and_the_plan_before_stays(
    database: Database, draw: Callable[[], str]
) -> None:
    with database.transaction() as session:
        ikm_ids = factories.keep_ikm(session, 2)
        offer_id = factories.opened(session, quota=1).id
    draw()
    with database.transaction() as session:
        before = whole(session)
        wish(session, offer_id, ikm_ids, "pin", "Sudah dijanjikan")
    assert draw() == "failed"
    with database.reading() as session:
        said = last_about(session, "plan")
        assert said is not None
        assert "IKM 0 selalu di" in str(said.sentence)
        assert whole(session) == before


def test_where_no_points_would_help_that_is_said(database: Database, draw: Callable[[], str]) -> None:
    """The only seat is taken already; who fits besides would need another seat."""
    with database.transaction() as session:
        factories.keep_ikm(session, 2)
        offer = factories.opened(session, quota=1)
        chosen = factories.suggestions(session, offer)[:1]
        invitations.confirm_selection(session, offer.id, [item.ikm_id for item in chosen])
    draw()
    with database.reading() as session:
        miss = session.scalars(select(PlanMiss)).one()
        assert (miss.missing, miss.taken_by) == (None, None)
        assert session.scalars(select(PlanOffer)).one().one_more == miss.points
