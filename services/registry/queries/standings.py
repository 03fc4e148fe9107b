"""How IKM stand, as the rules of a rise look at them, and whose standing changed since it was last seen."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.registry.domain import size
from services.registry.domain.outcome import DROPPED
from services.registry.domain.plain import as_json
from services.registry.models.aspect_score import AspectScore
from services.registry.models.certificate import Certificate
from services.registry.models.ikm import Ikm
from services.registry.models.outcome import Outcome
from services.registry.models.standing import Standing
from shared.among import among

AT_ONCE = 1000


def has_changed(session: Session) -> bool:
    """Tell whether any IKM is to be looked at."""
    return session.execute(_changed().limit(1)).first() is not None


def changed(session: Session) -> list[tuple[Ikm, dict[str, Any] | None]]:
    """Return some IKM that changed since they were last seen, each with how it stood then."""
    some = _changed().order_by(Ikm.id).limit(AT_ONCE).execution_options(populate_existing=True)
    rows = session.execute(some).all()
    return [(row[0], row[1]) for row in rows]


def _changed() -> Any:
    unseen = or_(Standing.seen.is_(None), Standing.seen < Ikm.profile_revision)
    columns = select(Ikm, Standing.facts).outerjoin(Standing, Standing.ikm_id == Ikm.id)
    return columns.where(unseen, Ikm.status != "merged", Ikm.profile_revision > 0)


def facts_of(session: Session, some: Sequence[Ikm]) -> dict[UUID, dict[str, Any]]:
    """Return what the rules look at, by IKM."""
    ids = [ikm.id for ikm in some]
    held: defaultdict[UUID, dict[str, Any]] = defaultdict(dict)
    rows = select(Certificate).where(among(Certificate.ikm_id, ids)).order_by(Certificate.issued_on.desc())
    for row in session.scalars(rows):
        known = {"state": row.state, "number": row.number, "issued_on": as_json(row.issued_on)}
        if row.state == "yes" or row.kind not in held[row.ikm_id]:
            held[row.ikm_id][row.kind] = known
    scores = select(AspectScore).where(among(AspectScore.ikm_id, ids))
    for score in session.scalars(scores.order_by(AspectScore.assessed_on, AspectScore.id)):
        aspects = held[score.ikm_id].get("aspects", {}) | score.scores
        held[score.ikm_id] |= {"aspects": aspects, "assessed": f"{score.assessed_on.isoformat()}, {score.source}"}
    aims = select(Outcome.ikm_id, Outcome.kind).where(among(Outcome.ikm_id, ids), Outcome.state != DROPPED)
    for ikm_id, kind in session.execute(aims.order_by(Outcome.kind)):
        held[ikm_id].setdefault("aimed", []).append(kind)
    return {ikm.id: _own(ikm) | held[ikm.id] for ikm in some}


def _own(ikm: Ikm) -> dict[str, Any]:
    workers = size.workers(ikm.workers_male, ikm.workers_female, ikm.workers_total)
    own = {
        "size": size.permenperin_64(workers, ikm.investment),
        "sales": size.pp7_by_sales(ikm.production_value),
        "figures": " / ".join(_shown(number) for number in (workers, ikm.investment, ikm.production_value)),
    }
    nib = {"NIB": {"state": "yes", "number": ikm.nib, "issued_on": None}} if ikm.nib else {}
    return nib | own


def _shown(number: int | None) -> str:
    return "-" if number is None else str(number)
