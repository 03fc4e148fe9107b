"""Whether a merger may still be undone, and what of it goes back: what somebody went on with stays as it is."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from services.registry.domain.fields import VOUCHED
from services.registry.domain.ikm import ENDED, missing_for_registration
from services.registry.domain.merging import TOGETHER
from shared.errors import RuleBroken
from shared.language import msg

MAY_BE_UNDONE = timedelta(days=30)
NOT_WRITTEN_DOWN = msg(
    "This merger is from before the register wrote down what a merger moves. "
    "It cannot be undone: correct both records by hand."
)

ERASED = msg("What this merger took over was erased on request. It cannot be undone: correct both records by hand.")


def last_day(merged_at: datetime) -> datetime:
    """Return until when a merger may be undone."""
    return merged_at + MAY_BE_UNDONE


def check_undo(
    merged_at: datetime, undone_at: datetime | None, now: datetime, *, written_down: bool, erased: bool = False
) -> None:
    """Raise RuleBroken where a merger was undone already, is too long ago, or nobody knows what it moved or took."""
    if undone_at is not None:
        raise RuleBroken(msg("This merger was undone already."))
    if not written_down:
        raise RuleBroken(NOT_WRITTEN_DOWN)
    if erased:
        raise RuleBroken(ERASED)
    if now > last_day(merged_at):
        raise RuleBroken(msg("A merger can be undone for 30 days. For this one they are over."))


def returning(taken: Mapping[str, Mapping[str, Any]], now: Mapping[str, Any]) -> list[str]:
    """Return the fields taken over that go back: those nobody changed since, nor what says something only beside them.

    A unit is that of its number, a desa lies in its kecamatan.
    """
    changed = {name for name, took in taken.items() if now.get(name) != took["new"]}
    groups = [set(group) for group in TOGETHER.values()]
    held = {name for group in groups if changed & group for name in group}
    return [name for name in taken if name not in changed and name not in held]


def status_after_undo(
    status: str, before: str | None, values: Mapping[str, Any], returned: Collection[str], *, vouched: bool
) -> str:
    """Return the state of the one that was kept, once what it had taken over went back.

    ``before``: its state before the merger, where that changed it. ``vouched``: a person has checked every key field.
    """
    if status in (*ENDED, "inactive"):
        return status
    if missing_for_registration(values):
        return "draft"
    if status == "registered" and before == "verified" and vouched:
        return "verified"
    return "registered" if status == "verified" and not VOUCHED.isdisjoint(returned) else status
