"""Rises are noted as the register changes, each once, with its rule, version and evidence."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions import certificates, enrolments
from services.registry.actions.assessments import assess
from services.registry.actions.ikm import edit
from services.registry.actions.rises import take_note
from services.registry.models import AspectScore, Rise
from services.registry.queries.standings import has_changed
from shared.errors import InvalidInput
from tests.registry.factories import CIPHER, enrolled, registered

MILLIARD = 1_000_000_000


def noted(session: Session) -> list[tuple[str, str | None, str]]:
    session.flush()
    take_note(session)
    assert not has_changed(session)
    return [(one.rule, one.old, one.new) for one in session.scalars(select(Rise).order_by(Rise.created_at, Rise.rule))]


def test_the_first_look_is_where_an_ikm_begins_and_a_class_up_is_a_rise_once(session: Session) -> None:
    ikm = registered(session, workers_total=10, investment=MILLIARD // 2)
    assert noted(session) == []
    for investment in (2 * MILLIARD, MILLIARD // 2, 2 * MILLIARD):
        edit(session, ikm.id, {"investment": investment}, {}, cipher=CIPHER)
        assert noted(session) == [("size", "KECIL", "MENENGAH")]
    (rise,) = session.scalars(select(Rise))
    assert (rise.version, rise.evidence) == (1, "10 / 2000000000 / -")


def test_a_nib_that_a_programme_aimed_at_is_the_first(session: Session) -> None:
    ikm = registered(session)
    noted(session)
    enrolments.keep(session, enrolled(ikm.id, topic="LEGALITAS"))
    edit(session, ikm.id, {"nib": "9120001234567"}, {}, cipher=CIPHER)
    assert noted(session) == [("nib", None, "9120001234567")]


def test_a_certificate_known_to_be_missing_and_held_now_is_a_rise(session: Session) -> None:
    ikm = registered(session)
    certificates.record_certificate(session, ikm.id, "HALAL", "no")
    noted(session)
    certificates.record_certificate(session, ikm.id, "HALAL", "yes", {"number": "ID32110001029500322"})
    assert noted(session) == [("halal", "no", "ID32110001029500322")]


def test_a_better_score_of_an_aspect_is_a_rise_with_its_assessment_as_evidence(session: Session) -> None:
    ikm, twice = registered(session), uuid4()
    assess(session, ikm.id, {"sdm": 2}, date(2026, 1, 1), "Pendamping", score_id=uuid4())
    assert noted(session) == []
    for _ in range(2):
        assess(session, ikm.id, {"sdm": 4, "produksi": 3}, date(2026, 7, 1), "Bu Rina", score_id=twice)
    assert len(session.scalars(select(AspectScore)).all()) == 2
    assert noted(session) == [("aspect", "sdm 2", "sdm 4")]
    assert session.scalars(select(Rise.evidence)).one() == "2026-07-01, Bu Rina"


@pytest.mark.parametrize(("scores", "day"), [({}, date(2026, 1, 1)), ({"sdm": 2}, date(2126, 1, 1))])
def test_an_assessment_of_nothing_or_of_the_future_is_refused(
    session: Session, scores: dict[str, int], day: date
) -> None:
    with pytest.raises(InvalidInput):
        assess(session, registered(session).id, scores, day, "Pendamping", score_id=uuid4())
