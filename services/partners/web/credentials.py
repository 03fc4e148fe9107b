"""Who proved to be whom, at the sign-in page, for a token and for a new password, and how often it may be tried."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from flask import current_app, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from services.partners.actions import guesses, recognition, sign_ins
from services.partners.actions.account_passwords import CurrentPasswordWrong
from services.partners.actions.guesses import OthersFirst
from services.partners.actions.sign_ins import SignInRefused
from services.partners.domain.account import normal_email
from services.partners.domain.device import device_named
from services.partners.domain.guessing import Limits, fingerprint, limits
from services.partners.models.account import Account
from services.partners.models.guess import Try
from services.partners.models.sign_in import BROWSER
from services.partners.web.known_device import known_device
from shared import passwords
from shared.errors import Refused, TriedTooOften
from shared.language import msg
from shared.log import get_logger
from shared.sessions import SignIn
from shared.web.transaction import reading, transaction

log = get_logger(__name__)
PAUSE_SECONDS = 0.05
"""About as long as a password is compared."""


class OwnPasswordNeeded(Refused):
    """The password is right, but somebody else has seen it: it opens nothing but the way to one of their own."""

    status = 403

    def __init__(self, account: Account) -> None:
        super().__init__(msg("This password was generated. Choose one of your own first, on the page that signs in."))
        self.account = account


def recognise(email: str, password: str, kind: str, instead_of: SignIn | None = None) -> tuple[Account, SignIn]:
    """Return the account and its new sign-in; raises SignInRefused, OwnPasswordNeeded or TriedTooOften.

    Nothing is locked while the password is compared. ``instead_of`` ends: one browser is signed in once.
    """
    with compared(email, password) as account:
        if account.password_is_generated and kind == BROWSER:
            raise OwnPasswordNeeded(account)
        if passwords.is_outdated(account.password_hash):
            with transaction() as session:
                recognition.strengthen_password(session, account.id, password)
        with transaction() as session:
            proof = begin(session, account, kind)
            if instead_of:
                sign_ins.sign_out(session, instead_of)
    log.info("signed_in", account_id=str(account.id), kind=kind, source=request.remote_addr)
    return account, proof


@contextmanager
def compared(email: str, password: str) -> Iterator[Account]:
    """Give the account of which this is the password; raises SignInRefused or TriedTooOften."""
    with reading() as session:
        account = recognition.find(session, email)
    with counted(email, account.id if account else None):
        yield recognition.recognise(account, password)


def begin(session: Session, account: Account, kind: str) -> SignIn:
    """Write down that this browser or program is signed in now."""
    return sign_ins.begin(session, account, kind, device_named(request.user_agent.string)).proof


def as_shown() -> Callable[[Account], bool]:
    """Return whether an account is as the page showed it whose button was pressed."""
    revision = request.form.get("revision", type=int)
    return lambda account: account.revision == revision


@contextmanager
def counted(email: str, account_id: UUID | None) -> Iterator[None]:
    """Compare a password inside, only so often; raises TriedTooOften before. Whoever is right is not counted."""
    who = {"account_id": str(account_id)} if account_id else {"unknown": _fingerprint(email)}
    try:
        tries = _count(limits(normal_email(email), request.remote_addr, known_device(account_id)))
    except TriedTooOften:
        log.warning("password_not_compared", source=request.remote_addr, **who)
        raise
    wrong = False
    try:
        yield
    except (SignInRefused, CurrentPasswordWrong):
        wrong = True
        log.warning("password_refused", source=request.remote_addr, **who)
        raise
    finally:
        _settle(tries, wrong=wrong)


def _count(bounds: Limits) -> list[Try]:
    """Count a try, after those that are compared where these fill the limit: they may be right."""
    impatient_at = time.monotonic() + guesses.PATIENCE.total_seconds()
    while True:
        try:
            with transaction() as session:
                return guesses.count(session, bounds)
        except OthersFirst:
            if time.monotonic() > impatient_at:
                raise
        time.sleep(PAUSE_SECONDS)


def _settle(tries: Sequence[Try], *, wrong: bool) -> None:
    try:
        with transaction() as session:
            guesses.settle(session, tries, wrong=wrong)
    except SQLAlchemyError as error:  # the answer is known all the same: a try too many is forgotten by itself
        log.warning("try_not_settled", error=repr(error))


def _fingerprint(email: str) -> str:
    """Return what tells addresses nobody here has apart in the log, without naming them."""
    return fingerprint(current_app.config["SETTINGS"].secret_keys, normal_email(email))[:12]
