"""Whose records somebody may see: everybody's, or those of their own institution. Every query is told."""

from uuid import UUID

from shared.context import actor
from shared.errors import Forbidden
from shared.rights import Right
from shared.web.auth import may


def own_institution() -> UUID:
    """Return the institution whose records alone somebody sees; raises Forbidden for whoever acts for none."""
    institution_id = actor().institution_id
    if institution_id is None:
        raise Forbidden
    return institution_id


def scope(right: Right) -> UUID | None:
    """Return for a query that whoever has this right sees everybody's records (None), anybody else their own."""
    return None if may(right) else own_institution()
