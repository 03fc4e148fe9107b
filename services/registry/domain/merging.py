"""Which of two records of one business keeps what."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from services.registry.domain.fields import PAIRS
from services.registry.domain.ikm import ENDED
from shared.errors import RuleBroken
from shared.language import msg

_PLACE = ("kecamatan_code", "desa", "desa_code")
TOGETHER = {"desa": _PLACE, "desa_code": _PLACE} | {name: pair for pair in PAIRS for name in pair}
"""Fields that say nothing alone, each to what must not differ between two records for it to be taken over."""


def check_pair(kept_id: UUID, kept_status: str, gone_id: UUID) -> None:
    """Raise RuleBroken unless the one that is kept is another record, and a living one."""
    if kept_id == gone_id:
        raise RuleBroken(msg("An IKM cannot be merged with itself."))
    if kept_status in ENDED:
        raise RuleBroken(msg("The record to keep must be a living one."))


def filled(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the kept record lacks and the other one knows. What both know stays as the kept one says.

    Half of what belongs together is not taken: a unit is that of its number, a desa lies in its kecamatan.
    """
    return {
        name: value
        for name, value in gone.items()
        if value is not None
        and kept.get(name) is None
        and all(kept.get(other) in (None, gone.get(other)) for other in TOGETHER.get(name, ()))
    }


def differing(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> list[str]:
    """Return the fields a person should compare: both know something, and not the same."""
    return [
        name for name, value in gone.items() if value is not None and kept.get(name) is not None and kept[name] != value
    ]


def completed_contact(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[str, Any]:
    """Return the contact's missing parts; a second phone number finds room beside the first."""
    parts = filled(kept, gone)
    numbers: Iterable[Any] = (kept.get("phone"), kept.get("phone_other"))
    if gone.get("phone") and gone["phone"] not in numbers and kept.get("phone") and not kept.get("phone_other"):
        parts["phone_other"] = gone["phone"]
    return parts
