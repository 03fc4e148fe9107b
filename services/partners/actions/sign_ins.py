"""Sign-ins: begun by whoever was just recognised, ended one by one or all at once, here and everywhere."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.models import sign_in as sign_ins
from services.partners.models.account import Account
from services.partners.models.sign_in import AccountSignIn
from shared.clock import now
from shared.errors import NotFound, Refused
from shared.events.partners import SignInEnded
from shared.language import msg
from shared.messaging.outbox import publish
from shared.sessions import SignIn, end_sessions, end_sign_in

TICK = timedelta(microseconds=1)


class SignInRefused(Refused):
    """Unknown address, wrong password and deactivated account get this one answer."""

    status = 401

    def __init__(self) -> None:
        super().__init__(msg("The email or the password is not right."))


def begin(session: Session, recognised: Account, kind: str, device: str) -> AccountSignIn:
    """Write down that somebody just recognised is signed in; raises SignInRefused if the account changed since.

    The account is held: a change that ends its sign-ins comes wholly before, and is seen here, or after, and ends this.
    """
    account = session.get(Account, recognised.id, with_for_update={"read": True}, populate_existing=True)
    if account is None or account.sessions_valid_from != recognised.sessions_valid_from:
        raise SignInRefused
    at = now()
    after = max(at, account.sessions_valid_from)
    sign_in = AccountSignIn(account_id=account.id, kind=kind, device=device, began_at=after, seen_at=at)
    session.add(sign_in)
    session.flush()
    return sign_in


def end_all(session: Session, account: Account) -> None:
    """End every sign-in of an account that the caller holds, whatever the clocks of other machines say."""
    with session.no_autoflush:  # what else changes is written at once with this
        known = [account.sessions_valid_from, sign_ins.newest(session, account.id)]
        account.sessions_valid_from = max([now(), *(at + TICK for at in known if at)])
        sign_ins.mark_all_ended(session, account.id, now())
        end_sessions(session, account.id, account.sessions_valid_from)


def end_one(session: Session, account_id: UUID, sign_in_id: UUID) -> AccountSignIn:
    """End one sign-in of the account; raises NotFound for anybody else's."""
    row = session.get(AccountSignIn, sign_in_id, with_for_update=True, populate_existing=True)
    if row is None or row.account_id != account_id:
        raise NotFound
    if row.ended_at is None:
        _end(session, row)
    return row


def end_others(session: Session, account_id: UUID, kept: UUID) -> list[AccountSignIn]:
    """End all sign-ins of the account but one, and return them."""
    session.get(Account, account_id, with_for_update={"read": True})  # as whoever ends all holds it first
    others = [row for row in sign_ins.live_to_end(session, account_id) if row.id != kept]
    for row in others:
        _end(session, row)
    return others


def sign_out(session: Session, sign_in: SignIn) -> None:
    """End the sign-in of whoever asks, also one that only its cookie knows, as after a restored database."""
    row = session.get(AccountSignIn, sign_in.id, with_for_update=True, populate_existing=True)
    if row:
        row.ended_at = row.ended_at or now()
    _tell(session, sign_in)


def note_seen(session: Session, sign_in_id: UUID, at: datetime) -> None:
    """Note that it is used."""
    sign_ins.mark_seen(session, sign_in_id, at)


def forget_old(session: Session) -> None:
    """Keep no record of sign-ins that could not count any more.

    Those of a clock that was ahead are ended, for they would count once time has caught up.
    """
    for row in sign_ins.from_ahead(session):
        _end(session, row)
    sign_ins.forget_old(session)


def _end(session: Session, row: AccountSignIn) -> None:
    row.ended_at = now()
    _tell(session, row.proof)


def _tell(session: Session, sign_in: SignIn) -> None:
    if end_sign_in(session, sign_in):
        publish(session, SignInEnded(sign_in_id=sign_in.id, began_at=sign_in.began_at))
