"""Plans keep to how staff divide the seats of an offer, and name what cannot hold together."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import divisions, invitations
from services.partners.actions.plan_floors import set_floors
from services.partners.actions.plan_wishes import wish
from services.partners.models import Offer, Plan
from services.partners.models.plan import newest
from services.partners.queries.plan_news import news_since
from shared.clock import today
from shared.database import Database
from shared.work.asking import last_about
from tests.partners import factories
from tests.partners.tasks.test_plan import later, seats

KALIORANG, BENGALON = "64.08.10", "64.08.09"
Draw = Callable[[], str]


def part(kind: str, amount: int, **values: Any) -> dict[str, Any]:
    known = {"percent": False, "kecamatan": [], "sex": None, "each_desa": False, "until": None}
    return {**known, "kind": kind, "amount": amount, **values}


def divided(session: Session, *parts: dict[str, Any], quota: int = 2) -> UUID:
    offer = factories.opened(session, title="Foto", quota=quota)
    divisions.divide(session, offer.id, parts, takes_unconfirmed=False)
    return offer.id


def better_elsewhere(session: Session) -> None:
    """Two men of Bengalon come before a woman of Kaliorang, and before a second one of another desa."""
    factories.keep_ikm(session, 2, kecamatan_code=BENGALON, desa="Sepaso", owner_sex="L", cluster="PISANG")
    for day, (name, desa) in enumerate((("Kalbana", "Bukit"), ("Kalbini", "Rawa")), start=1):
        values = {"kecamatan_code": KALIORANG, "desa": desa, "owner_sex": "P", "cluster": None}
        factories.keep_ikm(session, 1, name=name, registered_on=date(2023, 1, day), **values)


def named(database: Database) -> list[str]:
    with database.reading() as session:
        return sorted(seats(session).get("Foto", []))


def said(database: Database) -> str:
    with database.reading() as session:
        work = last_about(session, "plan")
        assert work is not None
        return str(work.sentence)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], ["IKM 0", "IKM 1"]),
        ([part("reserved", 1, kecamatan=[KALIORANG])], ["IKM 0", "Kalbana"]),
        ([part("at_least", 50, percent=True, sex="P")], ["IKM 0", "Kalbana"]),
        ([part("at_most", 1, each_desa=True)], ["IKM 0", "Kalbana"]),
        ([part("at_most", 1, kecamatan=[BENGALON]), part("reserved", 1, sex="P")], ["IKM 0", "Kalbana"]),
        ([part("reserved", 2, kecamatan=["64.08.01"])], []),
        ([part("reserved", 2, kecamatan=[KALIORANG], sex="L"), part("reserved", 1, kecamatan=[KALIORANG])], []),
        ([part("reserved", 1, kecamatan=["64.08.01"]), part("reserved", 1, sex="P")], ["IKM 0"]),
    ],
)
def test_a_plan_keeps_to_the_parts_of_a_quota(
    database: Database, draw: Draw, parts: list[dict[str, Any]], expected: list[str]
) -> None:
    with database.transaction() as session:
        better_elsewhere(session)
        divided(session, *parts)
    assert draw() == "done"
    assert named(database) == expected
    with database.reading() as session:
        plan = newest(session)
        assert plan is not None
        assert plan.gap == 0


def test_from_its_day_on_what_was_kept_is_for_everybody_and_the_plan_before_says_so(
    database: Database, draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = today() + timedelta(days=1)
    with database.transaction() as session:
        better_elsewhere(session)
        divided(session, part("reserved", 1, kecamatan=[KALIORANG], until=tomorrow))
    draw()
    assert named(database) == ["IKM 0", "Kalbana"]
    for module in ("queries.placement", "queries.plan_news"):
        monkeypatch.setattr(f"services.partners.{module}.today", lambda: tomorrow)
    with database.reading() as session:
        assert news_since(session, session.scalars(select(Plan)).one()).lapsed == 1
    draw()
    assert named(database) == ["IKM 0", "IKM 1"]


def test_seats_given_by_hand_count_for_the_parts(database: Database, draw: Draw) -> None:
    with database.transaction() as session:
        better_elsewhere(session)
        offer_id = divided(session, part("reserved", 1, sex="P"), quota=2)
        offer = session.get_one(Offer, offer_id)
        chosen = [item.ikm_id for item in factories.suggestions(session, offer) if item.profile.name == "Kalbini"]
        invitations.confirm_selection(session, offer_id, chosen)
    draw()
    assert named(database) == ["IKM 0"]


def test_where_seats_given_by_hand_left_too_few_the_parts_get_what_is_there(database: Database, draw: Draw) -> None:
    with database.transaction() as session:
        better_elsewhere(session)
        parts = [part("reserved", 1, kecamatan=[KALIORANG]), part("reserved", 1, kecamatan=["64.08.01"])]
        offer_id = divided(session, *parts, quota=2)
        man = factories.suggestions(session, session.get_one(Offer, offer_id))[0]
        invitations.confirm_selection(session, offer_id, [man.ikm_id])
    assert draw() == "done"
    assert named(database) == ["Kalbana"]


def test_a_limit_for_each_of_many_desa_holds(database: Database, draw: Draw) -> None:
    with database.transaction() as session:
        for desa in range(70):
            factories.keep_ikm(session, 2, desa=f"Desa {desa}")
        divided(session, part("at_most", 1, each_desa=True), quota=80)
    assert draw() == "done"
    assert len(named(database)) == 70


def test_a_least_number_that_nobody_can_fill_is_named_and_the_plan_before_stays(database: Database, draw: Draw) -> None:
    with database.transaction() as session:
        better_elsewhere(session)
        offer_id = divided(session)
    draw()
    with database.transaction() as session:
        divisions.divide(session, offer_id, [part("at_least", 2, kecamatan=[KALIORANG], sex="L")], False)
    assert draw() == "failed"
    assert "Ini tidak bisa dipenuhi: paling sedikit 2 tempat untuk IKM milik laki-laki dari Kaliorang" in said(database)
    assert named(database) == ["IKM 0", "IKM 1"]


def test_a_pin_and_a_part_that_contradict_each_other_are_named_and_nothing_else(database: Database, draw: Draw) -> None:
    with database.transaction() as session:
        better_elsewhere(session)
        parts = [part("at_least", 2, sex="P"), part("at_most", 1, each_desa=True)]
        offer_id = divided(session, *parts)
        man = factories.suggestions(session, session.get_one(Offer, offer_id))[0]
        wish(session, offer_id, [man.ikm_id], "pin", "Sudah dijanjikan")
    assert draw() == "failed"
    sentence = said(database)
    assert "IKM 0 selalu di" in sentence
    assert "paling sedikit 2 tempat untuk IKM milik perempuan" in sentence
    assert "satu desa" not in sentence


def test_a_limit_of_one_desa_is_named_with_it(database: Database, draw: Draw) -> None:
    with database.transaction() as session:
        ikm_ids = factories.keep_ikm(session, 2, desa="Sepaso")
        offer_id = divided(session, part("at_most", 1, each_desa=True))
        wish(session, offer_id, ikm_ids, "pin", "Sudah dijanjikan")
    assert draw() == "failed"
    assert "paling banyak 1 tempat untuk IKM dari Desa Sepaso" in said(database)


def test_a_kecamatan_gets_its_seats_and_the_plan_says_what_they_cost(database: Database, draw: Draw) -> None:
    with database.transaction() as session:
        better_elsewhere(session)
        divided(session)
        set_floors(session, 1, [])
    draw()
    assert named(database) == ["IKM 0", "Kalbana"]
    with database.reading() as session:
        plan = newest(session)
        assert plan is not None
        assert plan.floors_cost == 5


def test_a_seat_given_in_an_open_offer_counts_for_its_kecamatan(database: Database, draw: Draw) -> None:
    with database.transaction() as session:
        better_elsewhere(session)
        divided(session)
        set_floors(session, 1, [KALIORANG])
        other = factories.opened(session, title="Lain", quota=1, **later(2))
        chosen = [item.ikm_id for item in factories.suggestions(session, other) if item.profile.name == "Kalbini"]
        invitations.confirm_selection(session, other.id, chosen)
    draw()
    assert named(database) == ["IKM 0", "IKM 1"]


def test_more_kecamatan_than_seats_are_named(database: Database, draw: Draw) -> None:
    with database.transaction() as session:
        better_elsewhere(session)
        divided(session, quota=1)
        set_floors(session, 1, [])
    assert draw() == "failed"
    sentence = said(database)
    assert "tempat kosong semua penawaran" in sentence
    assert "tempat minimal untuk Kaliorang" in sentence
    assert "tempat minimal untuk Bengalon" in sentence


def test_other_seats_asked_for_a_kecamatan_are_a_change_told_once(database: Database, draw: Draw) -> None:
    with database.transaction() as session:
        better_elsewhere(session)
        divided(session)
    draw()
    for seats_asked, told in ((0, False), (2, True)):
        with database.transaction() as session:
            set_floors(session, seats_asked, [KALIORANG])
        with database.reading() as session:
            assert news_since(session, session.scalars(select(Plan)).one()).floors is told
