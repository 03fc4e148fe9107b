"""Whose records somebody may see: everybody's, those of their own institution, or their own. Every query is told."""

from uuid import UUID

from shared.context import actor
from shared.errors import Forbidden
from shared.rights import Right
from shared.sessions import SignIn
from shared.web.auth import current_sign_in, may


def own_institution() -> UUID:
    """Return the institution whose records alone somebody sees; raises Forbidden for whoever acts for none."""
    institution_id = actor().institution_id
    if institution_id is None:
        raise Forbidden
    return institution_id


def own_account_id() -> UUID:
    """Return the account that is signed in; raises Forbidden where nobody is."""
    account_id = actor().id
    if account_id is None:
        raise Forbidden
    return account_id


def this_sign_in() -> SignIn:
    """Return the sign-in by which this is asked; raises Forbidden where nobody is signed in."""
    sign_in = current_sign_in()
    if sign_in is None:
        raise Forbidden
    return sign_in


def scope(right: Right) -> UUID | None:
    """Return for a query that whoever has this right sees everybody's records (None), anybody else their own."""
    return None if may(right) else own_institution()
