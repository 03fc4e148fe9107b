"""Who was on the way and stopped: months without a next step, per cluster, with what is known of why."""

from datetime import date

import pytest
import time_machine
from sqlalchemy.orm import Session

from services.registry.actions import certificates, enrolments, needs, participations
from services.registry.actions.verification import restrict
from services.registry.domain.stagnation import months_since
from services.registry.models import Ikm
from services.registry.queries.stagnation import count_by_cluster, stopped
from tests.registry.factories import enrolled, registered

TODAY = "2026-12-20 10:00 +0800"


def trained(session: Session, on: date, **values: str) -> Ikm:
    ikm = registered(session, **values)
    participations.put_participation(ikm, "Bimtek lama", on, source="form")
    session.flush()
    return ikm


@pytest.mark.parametrize(("day", "months"), [(date(2026, 6, 20), 6), (date(2026, 6, 21), 5), (date(2025, 12, 20), 12)])
def test_only_full_months_count(day: date, months: int) -> None:
    assert months_since(day, date(2026, 12, 20)) == months


@time_machine.travel(TODAY, tick=False)
def test_whoever_had_no_next_step_for_half_a_year_is_listed_with_what_is_known_of_why(session: Session) -> None:
    ikm = trained(session, date(2025, 3, 1), name="Sale Ibu Tini")
    needs.record_need(session, ikm.id, "PENGEMASAN", 3)
    certificates.record_certificate(session, ikm.id, "PIRT", "yes", {"expires_on": date(2026, 1, 1)})
    (one,), total = stopped(session, None, 25, 0)
    assert (one.ikm.name, one.last, one.months, total) == ("Sale Ibu Tini", "Bimtek lama", 21, 1)
    assert ([need.topic for need in one.needs], [held.kind for held in one.expired]) == (["PENGEMASAN"], ["PIRT"])


@time_machine.travel(TODAY, tick=False)
def test_whoever_had_a_next_step_or_was_never_on_the_way_is_not(session: Session) -> None:
    registered(session)
    going_on = trained(session, date(2025, 3, 1))
    enrolments.keep(session, enrolled(going_on.id, starts_on=date(2026, 12, 1), ends_on=date(2027, 1, 5)))
    restrict(session, trained(session, date(2025, 3, 1)).id, restricted=True, reason="diminta")
    assert stopped(session, None, 25, 0) == ([], 0)


@time_machine.travel(TODAY, tick=False)
def test_whoever_never_came_had_no_step_by_it(session: Session) -> None:
    ikm = trained(session, date(2025, 3, 1))
    enrolments.keep(session, enrolled(ikm.id, "no_show", starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2)))
    assert stopped(session, None, 25, 0)[1] == 1


@time_machine.travel(TODAY, tick=False)
def test_they_are_counted_per_cluster(session: Session) -> None:
    trained(session, date(2025, 3, 1))
    trained(session, date(2024, 3, 1), cluster="KAKAO")
    assert count_by_cluster(session) == {"PISANG": 1, "KAKAO": 1}
    assert [one.ikm.cluster for one in stopped(session, "KAKAO", 25, 0)[0]] == ["KAKAO"]
