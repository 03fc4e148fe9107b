"""The history forgets a person on request (UU PDP 27/2022, articles 42 to 44); the other services are told."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.models.ikm import Ikm
from services.registry.models.merge import Merge
from services.registry.queries.merge_traces import mergers_about, mergers_by, steps_of, written_while_one
from services.registry.queries.merges import living_on_in
from shared import forgetting
from shared.change import FORGET, Change
from shared.clock import now
from shared.events.registry import IkmForgotten
from shared.messaging.outbox import publish
from shared.states import require_reason

ERASED = "–"
A_MOMENT = timedelta(minutes=5)


def forget(session: Session, noun: str, noun_id: UUID, basis: str) -> int:
    """Erase what the history says of somebody; return how many values and names that were."""
    if noun == "ikm":
        return forget_ikm(session, noun_id, basis)
    if noun == "account":
        return forget_account(session, noun_id, basis)
    return forgetting.forget(session, [(noun, noun_id)], basis)


def forget_ikm(session: Session, ikm_id: UUID, basis: str) -> int:
    """Erase what the history says of an IKM and of those merged into it, here and in the other services.

    And what mergers say of them that they had part in: of whom they were undone, the other one's history tells as well.
    The others are told also where nothing was left to erase here: something may have been written there since.
    """
    require_reason(basis)
    _hold(session, ikm_id)
    ids = [ikm_id, *sorted(living_on_in(session, ikm_id) - {ikm_id})]
    mergers = mergers_about(session, ids)
    written = {
        change for merge in mergers for change in written_while_one(session, merge, of_kept=merge.kept_id not in ids)
    }
    erased = forgetting.forget(session, [("ikm", each) for each in ids], basis, besides=written)
    erased += sum(_forget_values(merge) for merge in mergers)
    if erased or not _told_just_now(session, ikm_id):
        publish(session, IkmForgotten(ikm_ids=ids, basis=basis))
    return erased


def _hold(session: Session, ikm_id: UUID) -> None:
    """Let a merger that is being made or undone come wholly before or wholly after; a record that was removed has none.

    Otherwise two who are being parted would be taken for one, or what comes in at this moment would stay.
    """
    if session.get(Ikm, ikm_id) is not None:
        Ikm.surviving(session, ikm_id)


def _told_just_now(session: Session, ikm_id: UUID) -> bool:
    """Tell whether the same was asked a moment ago, as by a second click."""
    asked = select(Change.id).where(Change.noun == "ikm", Change.noun_id == ikm_id, Change.action == FORGET)
    return session.scalar(asked.where(Change.at > now() - A_MOMENT).limit(1)) is not None


def forget_account(session: Session, account_id: UUID, basis: str) -> int:
    """Erase the name of an account wherever it made a change or a merger."""
    named = sum(_forget_name(session, merge, account_id) for merge in mergers_by(session, account_id))
    return named + forgetting.forget(session, [("account", account_id)], basis)


def _forget_values(merge: Merge) -> int:
    """Leave of a merger which two it was about, when it was and who made it; return how many values went."""
    if merge.erased_at is not None:
        return 0
    count = len(merge.taken) + sum(map(len, merge.copied.values()))
    merge.taken, merge.copied, merge.gone_before = {}, {}, {}
    merge.reason, merge.undo_reason = ERASED, merge.undo_reason and ERASED
    merge.erased_at = now()
    return count


def _forget_name(session: Session, merge: Merge, account_id: UUID) -> int:
    made, undone = (step is not None and step.actor_id == account_id for step in steps_of(session, merge))
    named = [made and merge.merged_by != ERASED, undone and merge.undone_by != ERASED]
    if made:
        merge.merged_by = ERASED
    if undone:
        merge.undone_by = ERASED
    return sum(named)
