"""Facts that come in together share a transaction; what must take locks in one order asks for one of its own."""

from sqlalchemy.orm import Session

BATCH = "facts of one batch"


class TakenApart(Exception):
    """A fact needs a transaction of its own: its batch is undone and taken up again one by one."""


def require_own_transaction(session: Session) -> None:
    """Raise TakenApart where other facts may have locked something in this transaction already.

    One order of locks cannot hold over several facts: what the second needs first, the first may hold already.
    """
    if session.info.get(BATCH):
        raise TakenApart
