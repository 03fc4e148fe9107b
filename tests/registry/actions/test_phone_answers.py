"""What an owner said on the telephone becomes a fact with its source, or somebody is told why not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions import certificates, merging, phone_answers, verification
from services.registry.actions import ikm as ikm_actions
from services.registry.models import Ikm
from services.registry.models.certificate import Certificate
from services.registry.tasks.consumers import consumers
from shared.audit import chain
from shared.change import Change
from shared.clock import now
from shared.database import Database
from shared.events.partners import IkmAnswered
from shared.events.registry import AnswerSettled, IkmProfileChanged
from tests.partners.actions.test_races import at_once
from tests.registry.factories import CIPHER, announced, registered
from tests.registry.tasks.test_consumers import message

SAID_AT = datetime(2026, 11, 28, 2, 15, tzinfo=UTC)
NIB = "9120001234567"
CALLER = uuid4()


def heard(ikm_id: UUID, value: str = "yes", permit: str | None = "HALAL", **values: Any) -> IkmAnswered:
    known: dict[str, Any] = {
        "answer_id": uuid4(), "ikm_id": ikm_id, "fact": "certificate", "permit": permit, "value": value, "number": None,
        "expires_on": None, "said_at": now(), "heard_by": CALLER, "heard_by_name": "Rahma",
        "offer_title": "Klinik halal",
    }  # fmt: skip
    return IkmAnswered(**{**known, **values})


def field(ikm_id: UUID, name: str, value: str) -> IkmAnswered:
    return heard(ikm_id, value, permit=None, fact=name)


def refusal(session: Session, answered: IkmAnswered) -> str | None:
    """Take the answer and return what the caller is told of it."""
    phone_answers.take(session, answered)
    session.flush()
    (told,) = [fact for fact in announced(session, AnswerSettled) if fact.answer_id == answered.answer_id]
    return told.refusal  # type: ignore[no-any-return]


def held(session: Session, ikm: Ikm) -> list[tuple[str, str]]:
    session.refresh(ikm)
    return [(row.kind, row.state) for row in ikm.certificates]


@pytest.mark.parametrize("state", ["yes", "no"])
def test_a_certificate_is_recorded_with_its_source_and_announced(session: Session, state: str) -> None:
    ikm = registered(session)
    ends = date(2028, 5, 31) if state == "yes" else None
    assert refusal(session, heard(ikm.id, state, said_at=SAID_AT, expires_on=ends)) is None
    session.refresh(ikm)
    (row,) = ikm.certificates
    assert (row.kind, row.state, row.expires_on, row.source) == ("HALAL", state, ends, "phone")
    assert [(one.kind, one.state) for one in announced(session, IkmProfileChanged)[-1].holdings] == [("HALAL", state)]


def test_the_history_says_who_heard_it_when_and_what_the_call_was_for(session: Session) -> None:
    ikm = registered(session)
    phone_answers.take(session, heard(ikm.id, said_at=SAID_AT))
    chain(session)
    step = session.scalars(select(Change).where(Change.noun_id == ikm.id).order_by(Change.id.desc())).first()
    assert step is not None
    assert (step.action, step.actor_id, step.actor_name) == ("certificate", CALLER, "Rahma")
    assert step.reason == "Telepon tanggal 28 November 2026 untuk “Klinik halal”."


@pytest.mark.parametrize(
    ("name", "value", "without"),
    [
        ("cluster", "KAKAO", {"cluster": None, "kbli": "16291"}),
        ("kbli", "10794", {}),
        ("cluster", "PISANG", {"kbli": "16291", "cluster": None}),
    ],
)
def test_a_field_is_written_as_by_the_form(session: Session, name: str, value: str, without: dict[str, Any]) -> None:
    ikm = registered(session, **without)
    assert refusal(session, field(ikm.id, name, value)) is None
    assert getattr(ikm, name) == value
    assert (ikm.provenance[name]["source"], ikm.provenance[name]["verified"]) == ("phone", False)


def test_the_kecamatan_completes_a_draft(session: Session) -> None:
    ikm = registered(session, kecamatan_code=None)
    assert ikm.status == "draft"
    assert refusal(session, field(ikm.id, "kecamatan_code", "64.08.04")) is None
    assert (ikm.kecamatan_code, ikm.status) == ("64.08.04", "registered")


def test_a_newer_fact_is_not_overwritten_and_somebody_is_told(session: Session) -> None:
    ikm = registered(session)
    certificates.record_certificate(session, ikm.id, "HALAL", "no")
    assert "sudah mencatat hal lain" in str(refusal(session, heard(ikm.id, "yes")))
    assert held(session, ikm) == [("HALAL", "no")]


def test_what_is_known_already_needs_no_writing(session: Session) -> None:
    ikm = registered(session)
    certificates.record_certificate(session, ikm.id, "HALAL", "yes", {"expires_on": date(2029, 1, 1)})
    told = len(announced(session, IkmProfileChanged))
    assert refusal(session, heard(ikm.id, expires_on=date(2027, 1, 1))) is None
    session.refresh(ikm)
    assert [row.expires_on for row in ikm.certificates] == [date(2029, 1, 1)]
    assert len(announced(session, IkmProfileChanged)) == told


def test_what_was_emptied_after_the_call_stays_empty(database: Database) -> None:
    with database.transaction() as session:
        ikm = registered(session)
        certificates.record_certificate(session, ikm.id, "HALAL", "yes")
    called = now()
    with database.transaction() as session:
        certificates.record_certificate(session, ikm.id, "HALAL", "unknown")
    with database.transaction() as session:
        assert "dikosongkan" in str(refusal(session, heard(ikm.id, said_at=called)))
        assert not session.scalars(select(Certificate)).all()
        assert refusal(session, heard(ikm.id, said_at=now() + timedelta(seconds=1))) is None


def test_a_nib_is_written_where_the_form_writes_it(session: Session) -> None:
    ikm = registered(session)
    assert refusal(session, heard(ikm.id, permit="NIB", number=NIB)) is None
    assert (ikm.nib, held(session, ikm)) == (NIB, [("NIB", "yes")])


def test_the_nib_of_another_is_refused_as_by_the_form_and_nothing_is_half_written(session: Session) -> None:
    other, ikm = registered(session, name="Kalbana Jaya", nib=NIB), registered(session)
    said = str(refusal(session, heard(ikm.id, permit="NIB", number=NIB)))
    assert other.number in said
    assert (ikm.nib, held(session, ikm)) == (None, [])


@pytest.mark.parametrize(("value", "number"), [("no", None), ("yes", "9120001234568")])
def test_the_nib_on_record_is_not_contradicted_by_a_call(session: Session, value: str, number: str | None) -> None:
    ikm = registered(session, nib=NIB)
    assert refusal(session, heard(ikm.id, value, permit="NIB", number=number))
    assert (ikm.nib, held(session, ikm)) == (NIB, [])


def test_of_an_ikm_merged_meanwhile_the_one_that_stays_gets_the_fact(session: Session) -> None:
    kept, gone = registered(session), registered(session)
    merging.merge(session, kept.id, gone.id, "usaha yang sama")
    assert refusal(session, heard(gone.id)) is None
    assert (held(session, kept), held(session, gone)) == ([("HALAL", "yes")], [])


def test_what_the_one_that_stays_says_is_not_overwritten(session: Session) -> None:
    kept, gone = registered(session), registered(session)
    certificates.record_certificate(session, kept.id, "HALAL", "yes", {"number": "ID6411"})
    merging.merge(session, kept.id, gone.id, "usaha yang sama")
    assert refusal(session, heard(gone.id, "no"))
    assert held(session, kept) == [("HALAL", "yes")]


def test_whoever_closed_down_or_asked_to_be_left_alone_or_is_gone_gets_nothing(session: Session) -> None:
    closed, restricted = registered(session), registered(session)
    verification.close(session, closed.id, "tutup")
    verification.restrict(session, restricted.id, restricted=True, reason="diminta")
    for ikm_id in (closed.id, restricted.id, uuid4()):
        assert refusal(session, heard(ikm_id))
    assert not session.scalars(select(Certificate)).all()


@pytest.mark.parametrize(
    "said",
    [
        {"fact": "cluster", "permit": None, "value": "KERTAS"},
        {"fact": "kecamatan_code", "permit": None, "value": "64.01.01"},
        {"fact": "investment", "permit": None, "value": "5"},
        {"fact": "kbli", "permit": None, "value": "12"},
        {"fact": "kbli", "permit": None, "value": ""},
        {"permit": "SIM"},
        {"permit": "HALAL", "value": "perhaps"},
        {"permit": "NIB", "number": "123"},
    ],
)
def test_what_the_register_cannot_hold_is_refused_and_told(session: Session, said: dict[str, Any]) -> None:
    ikm = registered(session, cluster="PISANG", kbli=None)
    before = ikm.data()
    assert refusal(session, replace(heard(ikm.id), **said))
    assert (ikm.data(), held(session, ikm)) == (before, [])


def test_delivered_twice_it_is_written_and_told_once(database: Database) -> None:
    with database.transaction() as session:
        ikm_id = registered(session).id
    fact = message(heard(ikm_id))
    for _ in range(2):
        consumers.receive(database, [fact, fact])
    with database.reading() as session:
        steps = select(Change).where(Change.noun_id == ikm_id, Change.action == "certificate")
        assert len(session.scalars(steps).all()) == 1
        assert len(announced(session, AnswerSettled)) == 1


def test_two_nib_that_come_together_are_both_written(database: Database) -> None:
    with database.transaction() as session:
        ids = [registered(session).id for _ in range(2)]
    facts = [heard(ikm_id, permit="NIB", number=f"912000123456{n}") for n, ikm_id in enumerate(ids)]
    consumers.receive(database, [message(fact, seq) for seq, fact in enumerate(facts, 1)])
    with database.reading() as session:
        assert [session.get_one(Ikm, ikm_id).nib for ikm_id in ids] == [fact.number for fact in facts]


def test_of_two_answers_at_once_one_is_written_and_the_other_told(database: Database) -> None:
    with database.transaction() as session:
        ikm_id = registered(session).id

    def take(value: str) -> None:
        consumers.receive(database, [message(heard(ikm_id, value))])

    assert at_once(take, ["yes", "no"]) == []
    with database.reading() as session:
        told = [fact.refusal for fact in announced(session, AnswerSettled)]
        assert sorted(map(bool, told)) == [False, True]
        assert len(session.scalars(select(Certificate)).all()) == 1


def test_a_form_and_an_answer_at_once_leave_one_fact_and_somebody_told(database: Database) -> None:
    with database.transaction() as session:
        ikm_id = registered(session, cluster=None, kbli="16291").id

    def write(by: str) -> None:
        if by == "form":
            with database.transaction() as session:
                ikm_actions.edit(session, ikm_id, {"cluster": "PISANG"}, cipher=CIPHER)
        else:
            consumers.receive(database, [message(field(ikm_id, "cluster", "KAKAO"))])

    assert at_once(write, ["form", "call"]) == []
    with database.reading() as session:
        (told,) = announced(session, AnswerSettled)
        # The form replaces what it finds, as it always may; a call never does.
        assert session.get_one(Ikm, ikm_id).cluster == "PISANG"
        written = select(Change).where(Change.noun_id == ikm_id, Change.actor_id == CALLER)
        assert bool(told.refusal) != bool(session.scalars(written).all())
