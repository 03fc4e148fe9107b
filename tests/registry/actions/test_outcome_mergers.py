"""Two records of one business: their programmes are kept, what both aimed at counts once, and can be parted again."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions import enrolments, merging, unmerging
from services.registry.actions.evidence import record_evidence
from services.registry.models import Enrolment, Ikm, Merge, Outcome
from shared.events.registry import OutcomeChanged
from tests.registry.factories import announced, enrolled, registered


def two(session: Session) -> tuple[Ikm, Ikm]:
    return registered(session), registered(session, name="Kalbana 2")


def told(session: Session) -> set[tuple[str, str, int]]:
    """What partners know in the end: of each outcome the IKM, the state, and of how many offers it is."""
    newest = {fact.outcome_id: fact for fact in announced(session, OutcomeChanged)}
    names = {ikm.id: ikm.name for ikm in session.scalars(select(Ikm))}
    return {(names[fact.ikm_id], fact.state, len(fact.offers)) for fact in newest.values()}


def undo(session: Session) -> None:
    unmerging.undo_merge(session, session.scalars(select(Merge.id)).one(), "dua usaha")


def test_an_enrolment_of_a_merged_ikm_goes_to_the_one_that_lives_and_is_counted_once(session: Session) -> None:
    kept, gone = two(session)
    fact = enrolled(gone.id)
    enrolments.keep(session, fact)
    merging.merge(session, kept.id, gone.id, "sama")
    enrolments.keep(session, replace(fact, state="completed", revision=2, ikm_id=kept.id, made_for=gone.id))
    assert [row.state for row in session.scalars(select(Enrolment).where(Enrolment.ikm_id == kept.id))] == ["completed"]
    assert told(session) == {("Kalbana", "planned", 1)}


def test_what_both_aimed_at_counts_once_with_the_programmes_of_both(session: Session) -> None:
    kept, gone = two(session)
    for ikm in (kept, gone):
        enrolments.keep(session, enrolled(ikm.id))
    merging.merge(session, kept.id, gone.id, "sama")
    assert told(session) == {("Kalbana", "planned", 2), ("Kalbana", "dropped", 0)}


def test_the_one_that_is_further_counts(session: Session) -> None:
    kept, gone = two(session)
    for ikm in (kept, gone):
        enrolments.keep(session, enrolled(ikm.id))
    outcome = session.scalars(select(Outcome).where(Outcome.ikm_id == gone.id)).one()
    sent = {"id": uuid4(), "number": "ID32110001029500322", "dated_on": date(2026, 7, 1), "source": "surat"}
    record_evidence(session, gone.id, outcome.id, sent)
    merging.merge(session, kept.id, gone.id, "sama")
    assert told(session) == {("Kalbana", "achieved", 2), ("Kalbana", "dropped", 0)}
    undo(session)
    assert told(session) == {("Kalbana", "planned", 1), ("Kalbana 2", "achieved", 1)}


def test_an_undone_merger_gives_each_its_own_again_also_what_began_meanwhile(session: Session) -> None:
    kept, gone = two(session)
    enrolments.keep(session, enrolled(kept.id))
    merging.merge(session, kept.id, gone.id, "sama")
    enrolments.keep(session, enrolled(kept.id, made_for=gone.id))
    assert told(session) == {("Kalbana", "planned", 2)}
    undo(session)
    assert told(session) == {("Kalbana", "planned", 1), ("Kalbana 2", "planned", 1)}
