"""What a merger left in the register and in its history about the two that were one."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from services.registry.models.merge import Merge
from shared.among import among
from shared.chains import leading_to
from shared.change import Change

MADE, UNDONE = "merge", "undo_merge"
"""The steps in the history of the one that ended."""


def mergers_about(session: Session, ikm_ids: Collection[UUID]) -> list[Merge]:
    """Return the mergers that some IKM had part in, undone or not, and those that changed or carried on what these
    had brought; all are held until the transaction ends.
    """

    def onward(some: Collection[UUID]) -> Iterable[UUID]:
        for merge in session.scalars(select(Merge).where(among(Merge.id, some))).all():
            of_the_one = or_(Merge.gone_id == merge.kept_id, Merge.kept_id == merge.kept_id)
            for later in session.scalars(select(Merge).where(of_the_one, Merge.id != merge.id, *_while_one(merge))):
                if later.gone_id == merge.kept_id or _was_put_upon(merge, later):
                    yield later.id

    theirs = or_(among(Merge.kept_id, ikm_ids), among(Merge.gone_id, ikm_ids))
    found = {each for first in session.scalars(select(Merge.id).where(theirs)) for each in leading_to(first, onward)}
    held = select(Merge).where(among(Merge.id, found)).order_by(Merge.id)
    return list(session.scalars(held.with_for_update().execution_options(populate_existing=True)))


def _was_put_upon(merge: Merge, later: Merge) -> bool:
    """Tell whether a later merger remembers what an earlier one had brought, because it changed it."""
    return any(
        key in merge.copied.get(table, {}) and any(value is not None for value in (change["old"] or {}).values())
        for table, rows in later.copied.items()
        for key, change in rows.items()
    )


def _while_one(merge: Merge) -> list[ColumnElement[bool]]:
    until = [Merge.created_at <= merge.undone_at] if merge.undone_at else []
    return [Merge.created_at >= merge.created_at, *until]


def steps_of(session: Session, merge: Merge) -> tuple[Change | None, Change | None]:
    """Return the changes by which a merger was made and undone."""
    # A record is in one standing merger at most: each of its mergers was undone before the next was made.
    mergers = session.scalars(select(Merge.id).where(Merge.gone_id == merge.gone_id).order_by(Merge.created_at)).all()
    number = mergers.index(merge.id)
    return _step(session, merge, MADE, number), _step(session, merge, UNDONE, number)


def written_while_one(session: Session, merge: Merge, *, of_kept: bool) -> list[int]:
    """Return the changes by which two became one and two again; and ``of_kept``: those of the one kept between them."""
    made, undone = steps_of(session, merge)
    ends = [step.id for step in (made, undone) if step]
    if made is None or not of_kept:
        return ends
    of_the_one = select(Change.id).where(Change.noun == "ikm", Change.noun_id == merge.kept_id, Change.id > made.id)
    if undone:
        # Those of one step of a person were written at one instant.
        same = (Change.at == undone.at, Change.correlation_id == undone.correlation_id)
        of_the_one = of_the_one.where(Change.id <= select(func.max(Change.id)).where(*same).scalar_subquery())
    return [*ends, *session.scalars(of_the_one)]


def mergers_by(session: Session, account_id: UUID) -> list[Merge]:
    """Return the mergers of records that an account merged or took apart at some time."""
    steps = (Change.noun == "ikm", Change.action.in_((MADE, UNDONE)), Change.actor_id == account_id)
    return list(session.scalars(select(Merge).where(Merge.gone_id.in_(select(Change.noun_id).where(*steps)))))


def _step(session: Session, merge: Merge, action: str, number: int) -> Change | None:
    mine = select(Change).where(Change.noun == "ikm", Change.noun_id == merge.gone_id, Change.action == action)
    return session.scalars(mine.order_by(Change.id).offset(number).limit(1)).first()
