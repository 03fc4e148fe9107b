"""What a programme aims at for whoever takes part in it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions.outcome_announcement import note, tell
from services.registry.domain.outcome import (
    AIMING,
    DROPPED,
    MACHINE,
    PLANNED,
    Held,
    aim_of,
    may_share,
    nothing_to_gain,
)
from services.registry.models.certificate import Certificate
from services.registry.models.enrolment import Enrolment
from services.registry.models.ikm import Ikm
from services.registry.models.outcome import Outcome
from services.registry.queries.outcome_programmes import programmes_of


def aim(session: Session, ikm: Ikm, enrolment: Enrolment) -> None:
    """Let an enrolment aim at its outcome, or no longer; the IKM is held."""
    outcome = _counting(session, enrolment.outcome_id) if enrolment.outcome_id else None
    if enrolment.state not in AIMING:
        if outcome is not None:
            _leave(session, outcome)
    elif outcome is None or outcome.state == DROPPED:
        _join(session, ikm, enrolment, outcome)
    else:
        _share(session, outcome, enrolment)


def _counting(session: Session, outcome_id: UUID) -> Outcome:
    outcome = session.get_one(Outcome, outcome_id)
    return session.get_one(Outcome, outcome.counts_with_id) if outcome.counts_with_id else outcome


def _join(session: Session, ikm: Ikm, enrolment: Enrolment, dropped: Outcome | None) -> None:
    kind = aim_of(enrolment.topic)
    if kind is None:
        return
    others = _others(session, ikm, kind)
    shared = next((one for one in others if may_share(one, enrolment.began_on)), None)
    if shared is not None:
        enrolment.outcome_id = shared.id
        _share(session, shared, enrolment)
    elif not nothing_to_gain(kind, _held(session, ikm, kind), others, enrolment.began_on):
        _plan(session, dropped or _fresh(session, ikm, kind, enrolment), enrolment)


def _fresh(session: Session, ikm: Ikm, kind: str, enrolment: Enrolment) -> Outcome:
    outcome = Outcome(
        ikm_id=ikm.id, begun_for=enrolment.made_for, kind=kind, state=DROPPED, planned_on=enrolment.enrolled_on,
        began_on=enrolment.began_on, revision=0,
    )  # fmt: skip
    session.add(outcome)
    session.flush()
    return outcome


def _plan(session: Session, outcome: Outcome, enrolment: Enrolment) -> None:
    outcome.state, outcome.reason, enrolment.outcome_id = MACHINE.after("plan", outcome.state), None, outcome.id
    outcome.began_on = min(outcome.began_on, enrolment.began_on)
    note(session, outcome, "planned", None, title=enrolment.title)


def _share(session: Session, outcome: Outcome, enrolment: Enrolment) -> None:
    outcome.began_on = min(outcome.began_on, enrolment.began_on)
    tell(session, outcome)


def _leave(session: Session, outcome: Outcome) -> None:
    if not drop_where_nobody_aims(session, outcome):
        tell(session, outcome)


def drop_where_nobody_aims(session: Session, outcome: Outcome) -> bool:
    """Drop what nobody aims at any more, and tell whether that was so; what was achieved stays."""
    aimed_at = any(one.state in AIMING for one in programmes_of(session, outcome))
    if outcome.state != PLANNED or outcome.counts_with_id or aimed_at:
        return False
    outcome.state = MACHINE.after("withdraw", PLANNED)
    note(session, outcome, "dropped", PLANNED)
    return True


def _others(session: Session, ikm: Ikm, kind: str) -> Sequence[Outcome]:
    theirs = select(Outcome).where(Outcome.ikm_id == ikm.id, Outcome.kind == kind, Outcome.state != DROPPED)
    return session.scalars(theirs.where(Outcome.counts_with_id.is_(None)).order_by(Outcome.planned_on.desc())).all()


def _held(session: Session, ikm: Ikm, kind: str) -> list[Held]:
    mine = (Certificate.ikm_id == ikm.id, Certificate.kind == kind, Certificate.state == "yes")
    rows = session.execute(select(Certificate.issued_on, Certificate.expires_on).where(*mine))
    held = [Held(*row) for row in rows]
    return [*held, Held(None, None)] if kind == "NIB" and ikm.nib else held
