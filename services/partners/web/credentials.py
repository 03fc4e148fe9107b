"""Who proved to be whom, at the sign-in page, for a token and for a new password, and how often it may be tried."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from flask import current_app, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from services.partners.actions import guesses, passwords, recognition, sign_ins
from services.partners.actions.accounts import CurrentPasswordWrong
from services.partners.actions.guesses import Try
from services.partners.actions.sign_ins import SignInRefused
from services.partners.domain.account import normal_email
from services.partners.domain.device import device_named
from services.partners.domain.guessing import limits
from services.partners.models.account import Account
from services.partners.web.known_device import known_device
from shared.errors import TriedTooOften
from shared.log import get_logger
from shared.sessions import SignIn
from shared.web.transaction import reading, transaction

log = get_logger(__name__)


def recognise(email: str, password: str, kind: str, instead_of: SignIn | None = None) -> tuple[Account, SignIn]:
    """Return the account and its new sign-in; raises SignInRefused or TriedTooOften.

    Nothing is locked while the password is compared. ``instead_of`` ends: one browser is signed in once.
    """
    with reading() as session:
        account = recognition.find(session, email)
    with counted(email, account.id if account else None):
        account = recognition.recognise(account, password)
        if passwords.is_outdated(account.password_hash):
            with transaction() as session:
                recognition.strengthen_password(session, account.id, password)
        with transaction() as session:
            proof = begin(session, account, kind)
            if instead_of:
                sign_ins.sign_out(session, instead_of)
    log.info("signed_in", account_id=str(account.id), kind=kind, source=request.remote_addr)
    return account, proof


def begin(session: Session, account: Account, kind: str) -> SignIn:
    """Write down that this browser or program is signed in now."""
    return sign_ins.begin(session, account, kind, device_named(request.user_agent.string)).proof


def as_shown() -> Callable[[Account], bool]:
    """Return whether an account is as the page showed it whose button was pressed."""
    revision = request.form.get("revision", type=int)
    return lambda account: account.revision == revision


@contextmanager
def counted(email: str, account_id: UUID | None) -> Iterator[None]:
    """Compare a password inside, only so often; raises TriedTooOften before. Who is right is not counted."""
    who = {"account_id": str(account_id)} if account_id else {"unknown": _fingerprint(email)}
    try:
        tries = _count(email, account_id)
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
        if not wrong:
            _take_back(tries)


def _count(email: str, account_id: UUID | None) -> list[Try]:
    device = known_device(account_id)
    with transaction() as session:
        return guesses.count(session, limits(normal_email(email), request.remote_addr, device))


def _take_back(tries: Sequence[Try]) -> None:
    try:
        with transaction() as session:
            guesses.take_back(session, tries)
    except SQLAlchemyError as error:  # what was right has been done: a try too many is forgotten by itself
        log.warning("try_not_taken_back", error=repr(error))


def _fingerprint(email: str) -> str:
    """Return what tells addresses nobody here has apart in the log, without naming them."""
    return guesses.fingerprint(current_app.config["SETTINGS"].secret_keys, normal_email(email))[:12]
