"""The whole ledger: every figure of every division equals the rows it opens, and what plain SQL says."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import ikm_outcomes, invitations, seat_values, steps
from services.partners.domain import ledger as rules
from services.partners.domain.answer import Answer
from services.partners.domain.ledger import DIVISIONS, Figures, folded
from services.partners.models import Attendance, Enrolment, Invitation, Offer
from services.partners.models.base import known
from services.partners.queries import ledger
from services.partners.queries.about import About
from services.partners.queries.ledger_lines import EVERYTHING, ledger_lines, whole
from services.partners.queries.nominees import NomineeFilter, count_nominees, list_nominees
from services.partners.queries.offers import OfferFilter, count_offers
from services.partners.web.ledger import _narrowed
from shared.clock import now, today
from shared.database import Database
from shared.events.registry import OutcomeChanged
from tests.partners import factories
from tests.partners.queries.test_ledger import live_through

OUTCOME = uuid4()
PEOPLE = ("nominated", "confirmed", "attended", "completed", "outcome")


def some_came(session: Session) -> None:
    """Every second who is enrolled was at one session; one of these completed."""
    enrolled = session.scalars(
        select(Enrolment)
        .join(Offer, Offer.id == Enrolment.offer_id)
        .where(Enrolment.state == "enrolled")
        .order_by(Offer.form.desc(), Enrolment.id)
    ).all()
    for enrolment in enrolled[::2]:
        offer = session.get_one(Offer, enrolment.offer_id)
        session.add(Attendance(enrolment_id=enrolment.id, session_id=offer.sessions[0].id, state="present",
                               source="office", noted_at=now()))  # fmt: skip
    for enrolment in enrolled[:1]:
        enrolment.state = "completed"
    session.flush()
    steps.follow(session, [enrolment.nomination_id for enrolment in enrolled])
    first = enrolled[0].nomination
    ikm_outcomes.keep(session, came_of(first.ikm_id, first.offer_id))


def came_of(ikm_id: UUID, *offers: UUID, revision: int = 1, state: str = "achieved") -> OutcomeChanged:
    return OutcomeChanged(outcome_id=OUTCOME, ikm_id=ikm_id, kind="HALAL", state=state, offers=list(offers),
                          planned_on=today(), achieved_on=today(), verified_on=None, revision=revision)  # fmt: skip


@pytest.fixture
def lived(database: Database) -> Database:
    with database.transaction() as session:
        live_through(session, 1)
        unknown = factories.keep_ikm(session, 3, kecamatan_code=None, cluster=None, owner_sex=None)
        offer = factories.opened(session, quota=5, topic="PENGEMASAN", form="MAGANG")
        invitations.confirm_selection(session, offer.id, unknown)
        for invitation in session.scalars(select(Invitation).where(Invitation.offer_id == offer.id)):
            invitations.answer_invitation(session, invitation.id, Answer("accepted"), source="phone")
        some_came(session)
    return database


@pytest.mark.parametrize("division", DIVISIONS)
def test_every_figure_equals_the_rows_it_opens(lived: Database, division: str) -> None:
    with lived.reading() as session:
        for line in ledger_lines(session, division, About(), of=None):
            about = _narrowed(About(), division, line.key)
            for name in PEOPLE:
                wanted = NomineeFilter(standing=name, granted=True, about=about)
                rows, total = list_nominees(session, wanted, 100, of=None)
                assert (len(rows), total) == (getattr(line.figures, name),) * 2, (line.key, name)


@pytest.mark.parametrize("division", DIVISIONS)
def test_the_lines_of_every_division_come_to_the_same_sum(lived: Database, division: str) -> None:
    with lived.reading() as session:
        lines = ledger_lines(session, division, About(), of=None)
        found = sum((line.figures for line in lines[1:]), lines[0].figures)
        every = whole(session, About(), of=None)
        for name in (*PEOPLE, "cost", "unvalued"):
            assert getattr(found, name) == getattr(every, name), name
        assert found.granted in (None, every.granted)


def test_the_first_page_the_offer_and_the_ledger_say_the_same(lived: Database) -> None:
    with lived.reading() as session:
        every, first = whole(session, About(), of=None), ledger.over_all(session, of=None)
        assert every.granted == first.quota
        by_offer = {line.key: line.figures for line in ledger_lines(session, rules.OFFER, About(), of=None)}
        for name in PEOPLE:
            assert getattr(every, name) == getattr(first, name) > 0, name
            for offer_id, figures in by_offer.items():
                assert getattr(figures, name) == getattr(ledger.of_offer(session, UUID(offer_id)), name)


def test_a_step_is_what_enrolment_and_attendance_say(lived: Database) -> None:
    with lived.reading() as session:
        present = set(session.scalars(select(Attendance.enrolment_id).where(Attendance.state == "present")))
        for enrolment in session.scalars(select(Enrolment)):
            expected = 1 + (enrolment.id in present) + (enrolment.state == "completed")
            assert enrolment.nomination.step == (0 if enrolment.state == "withdrew" else expected)


def test_what_begins_later_lapses_later(lived: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with lived.reading() as session:
        assert whole(session, About(), of=None).lapsed == 0
        last = max(known(day) for day in session.scalars(select(Offer.starts_on)))
    for module in ("ledger_lines", "offers"):
        monkeypatch.setattr(f"services.partners.queries.{module}.today", lambda: last)
    with lived.reading() as session:
        lines = ledger_lines(session, rules.OFFER, About(), of=None)
        assert {line.figures.lapsed for line in lines} != {0}
        lapsed = [line for line in lines if line.figures.lapsed]
        assert count_offers(session, OfferFilter(lapsed=True), of=None) == len(lapsed)
        for line in lines:
            assert line.figures.lapsed == (line.figures.granted or 0) - line.figures.confirmed


def test_the_cost_avoided_counts_those_who_came_by_the_offers_value_or_the_offices(lived: Database) -> None:
    with lived.transaction() as session:
        came = whole(session, About(), of=None).attended
        assert came
        assert whole(session, About(), of=None).unvalued == came
        seat_values.set_seat_value(session, "PELATIHAN", 1_500_000, "DPA 2024")
        (magang,) = session.scalars(select(Offer).where(Offer.form == "MAGANG"))
        magang.seat_value = 2_147_000_000
        session.flush()
        by_form = {line.key: line.figures for line in ledger_lines(session, rules.FORM, About(), of=None)}
        assert by_form["PELATIHAN"].cost == 1_500_000 * by_form["PELATIHAN"].attended > 0
        assert by_form["MAGANG"].cost == 2_147_000_000 * by_form["MAGANG"].attended > 0
        every = whole(session, About(), of=None)
        assert every.unvalued == 0
        assert every.cost > 2**31 - 1


def test_a_quota_is_of_no_kecamatan(lived: Database) -> None:
    with lived.reading() as session:
        for line in ledger_lines(session, rules.AREA, About(), of=None):
            assert line.figures.granted is None
            assert line.figures.lapsed is None
        assert whole(session, About(kecamatan="64.08.10"), of=None).granted is None


def test_an_institution_counts_its_own_alone(lived: Database) -> None:
    with lived.reading() as session:
        for line in ledger_lines(session, rules.INSTITUTION, About(), of=None):
            assert whole(session, About(), of=UUID(line.key)) == line.figures


def test_whoever_is_known_to_live_elsewhere_counts_there(database: Database) -> None:
    with database.transaction() as session:
        invitation = factories.invited(session, kecamatan_code=None)
        factories.ikm_changes(session, invitation.ikm_id, kecamatan_code="64.08.03", owner_sex="L")
        (line,) = ledger_lines(session, rules.AREA, About(), of=None)
        assert (line.key, line.label, line.figures.nominated) == ("64.08.03", "Muara Bengkal", 1)
        assert [line.key for line in ledger_lines(session, rules.OWNER, About(), of=None)] == ["L"]


def test_whoever_is_merged_counts_where_the_other_lives(database: Database) -> None:
    with database.transaction() as session:
        invitation = factories.invited(session, kecamatan_code="64.08.01")
        (other,) = factories.keep_ikm(session, name="Sama", kecamatan_code="64.08.02")
        factories.merged(session, invitation.ikm_id, other)
        (line,) = ledger_lines(session, rules.AREA, About(), of=None)
        assert (line.key, line.figures.nominated) == ("64.08.02", 1)


def test_an_outcome_counts_once_with_the_offer_that_began_it_and_no_more_when_it_is_revoked(database: Database) -> None:
    with database.transaction() as session:
        first, second = (factories.invited(session) for _ in range(2))
        second.nomination.ikm_id = first.ikm_id
        session.flush()
        ikm_outcomes.keep(session, came_of(first.ikm_id, first.offer_id, second.offer_id))
        assert [line.figures.outcome for line in ledger_lines(session, rules.TOPIC, About(), of=None)] == [1]
        assert whole(session, About(offer_id=second.offer_id), of=None).outcome == 0
        ikm_outcomes.keep(session, came_of(first.ikm_id, second.offer_id, revision=2))
        assert whole(session, About(offer_id=second.offer_id), of=None).outcome == 1
        ikm_outcomes.keep(session, came_of(first.ikm_id, second.offer_id, revision=3, state="revoked"))
        assert whole(session, About(), of=None).outcome == 0


@pytest.mark.parametrize("told_first", [False, True])
def test_an_outcome_of_a_merged_ikm_counts_in_whatever_order_it_is_told(database: Database, told_first: bool) -> None:
    with database.transaction() as session:
        invitation = factories.invited(session)
        (other,) = factories.keep_ikm(session, name="Sama")
        happens = [
            lambda: factories.merged(session, invitation.nomination.made_for, other),
            lambda: ikm_outcomes.keep(session, came_of(other, invitation.offer_id)),
        ]
        for each in reversed(happens) if told_first else happens:
            each()
        assert whole(session, About(), of=None).outcome == 1


def test_nothing_granted_is_nothing(database: Database) -> None:
    with database.reading() as session:
        assert ledger_lines(session, EVERYTHING, About(), of=None) == []
        assert whole(session, About(), of=None) == Figures()
        assert count_nominees(session, NomineeFilter(about=About(sex="L")), of=None) == 0


def test_days_fold_into_months_and_years() -> None:
    cells = [(date(2026, 3, day), None, Figures(nominated=day)) for day in (1, 31)]
    assert [(line.key, line.figures.nominated) for line in folded(rules.MONTH, cells)] == [("2026-03", 32)]
    assert [line.key for line in folded(rules.YEAR, cells)] == ["2026"]
