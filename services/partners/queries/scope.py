"""Whose records a query finds, in one style: ``of`` an institution its own alone, of None everybody's.

Every query over offers takes it, without a default, so that none can forget to ask whose they are.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, true

from services.partners.models.offer import Offer


def belongs(of: UUID | None) -> ColumnElement[bool]:
    """The offer is one of this institution, or ``of`` nobody in particular."""
    return true() if of is None else Offer.institution_id == of
