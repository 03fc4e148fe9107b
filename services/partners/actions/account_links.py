"""Links that set a password once: made for an invitation or a forgotten password, used by whoever holds one."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions import account_passwords
from services.partners.domain.account import normal_email
from services.partners.domain.account_link import FIRST, FORGOTTEN, INVITED, LASTS, ONE_REQUEST
from services.partners.models import account_link as links
from services.partners.models.account import Account, by_email, locked
from services.partners.models.account_link import AccountLink
from shared.account_links import UnknownSecret, digest_of, secret_known_by, secret_of
from shared.audit import record
from shared.clock import latest, now
from shared.database import new_id, signing_keys
from shared.errors import WrongLink
from shared.events.partners import AccountLinkMade
from shared.language import msg
from shared.messaging.outbox import publish

WRONG = msg("This link is not complete. Open it from the mail or the message again.")
USED = msg("This link was used already. Sign in with your password, or ask for a new link.")
ENDED = msg("This link has ended. Ask for a new one.")
CLOSED = msg("This account is closed. Please call the office.")


def forget_password(session: Session, email: str) -> None:
    """Let whoever signs in with this address be written a link; nothing where nobody does."""
    account = by_email(session, normal_email(email))
    if account:
        account = locked(session, account.id)
    if account and account.active:
        _make(session, account, FORGOTTEN, told=True)


def invite(session: Session, account_id: UUID) -> AccountLink:
    """Let somebody be written a link to their new account; a second click is the same link."""
    account = locked(session, account_id)
    if not account.active:
        raise WrongLink(CLOSED)
    return _make(session, account, INVITED, told=True)


def ask_for_own_password(session: Session, account: Account) -> AccountLink:
    """Return the link for whoever just signed in with a password that others have seen."""
    return _make(session, locked(session, account.id), FIRST, told=False)


def secret(session: Session, link: AccountLink) -> str:
    """Return what the link's address ends with. It is shown once and kept nowhere; raises WrongLink."""
    try:
        return secret_known_by(signing_keys(session), link.id, link.digest)
    except UnknownSecret as error:
        raise WrongLink(ENDED) from error


def account_of(session: Session, secret: str) -> Account:
    """Return whose password this link sets; raises WrongLink where it does not work, or not any more."""
    link = links.by_digest(session, digest_of(secret))
    if link is None:
        raise WrongLink(WRONG)
    account = session.get_one(Account, link.account_id)
    if not account.active:
        raise WrongLink(CLOSED)
    if link.used_at:
        raise WrongLink(USED)
    if not link.is_in_time:
        raise WrongLink(ENDED)
    return account


def use(session: Session, secret: str, password: str, office: str = "") -> Account:
    """Set the password and end every sign-in and every other link of the account; of two at once one succeeds.

    Raises WrongLink, and RuleBroken for a password that is easy to guess: then the link still works.
    """
    account = locked(session, account_of(session, secret).id)
    account_of(session, secret)  # once more: now nobody else uses it
    return account_passwords.choose_password(session, account, password, office)


def forget_ended(session: Session) -> None:
    """Keep no link a day longer than it works."""
    links.forget_ended(session, now() - LASTS[INVITED])


def _make(session: Session, account: Account, purpose: str, *, told: bool) -> AccountLink:
    known = links.newest(session, account.id, purpose)
    if known and now() - ONE_REQUEST < known.made_at <= latest() and known.is_in_time:
        return known
    link_id, at = new_id(), now()
    digest = digest_of(secret_of(signing_keys(session)[0], link_id))
    link = AccountLink(
        id=link_id, account_id=account.id, purpose=purpose, digest=digest, made_at=at, ends_at=at + LASTS[purpose]
    )
    session.add(link)
    session.flush()
    if told:
        record(session, noun="account", noun_id=account.id, action=f"make_link_{purpose}")
        publish(session, _fact(account, link))
    return link


def _fact(account: Account, link: AccountLink) -> AccountLinkMade:
    return AccountLinkMade(
        link_id=link.id,
        digest=link.digest,
        account_id=account.id,
        purpose=link.purpose,
        name=account.name,
        email=account.email,
        language=account.language,
        ends_at=link.ends_at,
    )
