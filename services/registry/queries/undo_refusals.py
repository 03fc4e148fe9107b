"""Why a merger cannot be undone, or what must be undone before."""

from sqlalchemy.orm import Session

from services.registry.domain.undoing import check_undo
from services.registry.models.ikm import Ikm
from services.registry.models.merge import Merge
from services.registry.queries.merges import merges_of
from services.registry.queries.undo_plan import UndoPlan
from shared.clock import now
from shared.errors import RuleBroken
from shared.language import Message, msg


def require_undoable(session: Session, merge: Merge, kept: Ikm, gone: Ikm, plan: UndoPlan) -> None:
    """Raise RuleBroken with the sentence that says why a merger cannot be undone, or what must be done first."""
    check_undo(
        merge.created_at,
        merge.undone_at,
        now(),
        written_down=merge.moved is not None,
        erased=merge.erased_at is not None,
    )
    if kept.merged_into_id is not None:
        later = session.get_one(Ikm, kept.merged_into_id)
        raise RuleBroken(_first_undo(kept, later))
    _require_newest(session, merge, kept)
    holder = Ikm.live_with_nib(session, gone.nib) if gone.nib else None
    if holder and not (holder.id == kept.id and "nib" in plan.fields):
        raise RuleBroken(
            msg(
                "{holder} {name} has the NIB of {number} by now. Find out whose it is and correct that record first.",
                holder=holder.number, name=holder.name, number=gone.number,
            )
        )  # fmt: skip


def _first_undo(gone: Ikm, kept: Ikm) -> Message:
    return msg("First undo the later merger of {number} into {other}.", number=gone.number, other=kept.number)


def _require_newest(session: Session, merge: Merge, kept: Ikm) -> None:
    # What a later one put on top of what this one brought would stand as somebody's change, and stay for good.
    for other in merges_of(session, kept.id):
        if other.kept_id == kept.id and other.created_at > merge.created_at and other.may_be_undone(now()):
            raise RuleBroken(_first_undo(other.gone, kept))
