"""How a business stands, and what a row changes of it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

FILL, CHANGE, CONFLICT = "fill", "change", "conflict"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """``kind``: ``fill`` what was unknown, ``change`` a value, or ``conflict``: the register's value stays."""

    field: str
    old: Any
    new: Any
    kind: str

    @property
    def is_written(self) -> bool:
        return self.kind != CONFLICT


@dataclass(slots=True)
class State:
    """A business as the register has it, or will have it once the rows before are written.

    ``draft``: it counts as registered only once it says enough.
    ``foreign_nib``: a NIB that another business of the same owner has already. ``consent_at``: when the owner said
    what ``consent`` says; None where nobody knows.
    """

    values: dict[str, Any] = field(default_factory=dict)
    draft: bool = True
    verified: frozenset[str] = frozenset()
    closed: bool = False
    phone: str | None = None
    phone_other: str | None = None
    email: str | None = None
    held: dict[str, list[tuple[str, str | None]]] = field(default_factory=dict)
    needs: set[str] = field(default_factory=set)
    consent: str | None = None
    consent_at: datetime | None = None
    attended: set[tuple[str, date]] = field(default_factory=set)
    foreign_nib: str | None = None
