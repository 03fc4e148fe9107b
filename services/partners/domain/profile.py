"""What matching knows of an IKM. None and missing entries mean *not known yet*, never *no*."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

ELIGIBLE_STATUSES = frozenset({"registered", "verified"})


@dataclass(frozen=True)
class Permit:
    """``state`` is yes, no or unknown."""

    state: str
    expires_on: date | None = None


@dataclass(frozen=True)
class Training:
    title: str
    topic: str | None
    held_on: date


@dataclass(frozen=True)
class Profile:
    """``needs`` maps a topic to its severity, 1 (slight) to 3 (urgent). ``owner_sex`` is P (woman) or L (man).

    The last three are yes, no or None.
    """

    ikm_id: UUID
    status: str
    restricted: bool
    registered_on: date
    kecamatan_code: str | None = None
    cluster: str | None = None
    kbli: str | None = None
    size_class: str | None = None
    owner_sex: str | None = None
    desa: str | None = None
    consent_to_share: str = "unknown"
    has_email: bool = False
    has_phone: bool = False
    permits: Mapping[str, Permit] = field(default_factory=dict)
    needs: Mapping[str, int] = field(default_factory=dict)
    trainings: tuple[Training, ...] = ()
    workers: int | None = None
    local_material: str | None = None
    supplies_others: str | None = None
    in_sentra: str | None = None
