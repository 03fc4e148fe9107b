"""Whose records a program may see."""

from uuid import UUID

from services.partners.domain.account import INSTITUTION
from shared.context import actor


def own_institution() -> UUID | None:
    """Return the institution to which everything this caller sees belongs; None for the office."""
    return actor().institution_id if actor().role == INSTITUTION else None
