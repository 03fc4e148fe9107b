"""Who proved to be whom, for the sign-in page and the token request alike, and how often it may be tried."""

from collections.abc import Callable
from typing import Any

from flask import Response, request
from flask_limiter.util import get_remote_address

from services.partners.actions import accounts, passwords
from services.partners.domain.account import normal_email
from services.partners.models.account import Account
from shared.web.auth import is_api_request
from shared.web.body import readable_json
from shared.web.limits import limiter
from shared.web.transaction import reading, transaction

FAILURES_PER_ACCOUNT = "10 per 15 minutes"
FAILURES_PER_ADDRESS = "40 per 15 minutes"
REFUSED = 401


def recognise(email: str, password: str) -> Account:
    """Return the account; raises SignInRefused. Nothing is locked while the password is compared."""
    with reading() as session:
        account = accounts.recognise(session, email, password)
    if passwords.is_outdated(account.password_hash):
        with transaction() as session:
            accounts.strengthen_password(session, account.id, password)
    return account


def as_shown() -> Callable[[Account], bool]:
    """Return whether an account is as the page showed it whose button was pressed."""
    revision = request.form.get("revision", type=int)
    return lambda account: account.revision == revision


def throttled(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let an account and an address fail only so often; who succeeds is not counted."""
    per_account = limiter.shared_limit(
        FAILURES_PER_ACCOUNT, scope="sign-in-account", key_func=_account, deduct_when=_failed
    )
    per_address = limiter.shared_limit(
        FAILURES_PER_ADDRESS, scope="sign-in-address", key_func=get_remote_address, deduct_when=_failed
    )
    return per_account(per_address(view))


def _account() -> str:
    sent = _sent_json() if is_api_request() else request.form
    email = str(sent.get("email", "")) if hasattr(sent, "get") else ""
    return f"account:{normal_email(email)}"


def _sent_json() -> Any:
    return readable_json(request) if request.is_json and request.get_data() else None


def _failed(response: Response) -> bool:
    return response.status_code == REFUSED
