"""Who is asking: a signed cookie for people at pages, a signed bearer token for programs at the API."""

from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from flask import current_app, g, request, session

from shared.clock import is_ahead, now
from shared.context import Actor
from shared.crypto import WrongSignature, sign, unsign
from shared.sessions import has_ended
from shared.settings import Settings
from shared.web.access import allow, allow_anyone, undeclared_routes
from shared.web.transaction import reading

__all__ = [
    "allow",
    "allow_anyone",
    "current_user",
    "issue_token",
    "sign_in_session",
    "sign_out_session",
    "undeclared_routes",
]

SIGNED_IN_FOR = timedelta(hours=12)
READABLE_API = "api-description.docs"
TOKEN_PURPOSE = "api-token"  # noqa: S105 - a purpose, not a secret


class Account(Protocol):
    """What is needed to sign somebody in; an ``Actor`` and the partners' account row both have it."""

    @property
    def id(self) -> Any: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def institution_id(self) -> UUID | None: ...


def sign_in_session(account: Account) -> None:
    """Begin a new browser session for the account; nothing of the session before survives."""
    session.clear()
    session.permanent = True
    session["account"] = _claims(account)
    g.pop("user", None)


def sign_out_session() -> None:
    """End this browser session."""
    session.clear()
    g.pop("user", None)


def issue_token(account: Account) -> str:
    """Return a bearer token with which a program acts as this account for twelve hours."""
    return sign(_settings().secret_keys, TOKEN_PURPOSE, _claims(account))


def current_user() -> Actor | None:
    """Return who is signed in: by cookie at pages, by bearer token at the API, never one for the other."""
    if "user" not in g:
        g.user = None  # stays so if the look-up fails: the error page must not fail with it
        claims = _token_claims() if is_api_request() else session.get("account")
        g.user = _person(claims) if claims else None
    user: Actor | None = g.user
    return user


def is_api_request() -> bool:
    """Tell whether a program is asking, not a person at a page."""
    return request.path.startswith("/api/") and request.endpoint != READABLE_API


def _claims(account: Account) -> dict[str, Any]:
    institution_id = account.institution_id
    return {
        "id": str(account.id),
        "name": account.name,
        "role": account.role,
        "institution_id": str(institution_id) if institution_id else None,
        "signed_in_at": now().timestamp(),
        "since": _end_known(account),
    }


def _end_known(account: Account) -> str | None:
    """Return the end of sign-ins that this one comes after, whatever the clocks say; programs' accounts have none."""
    end: datetime | None = getattr(account, "sessions_valid_from", None)
    return end.isoformat() if end else None


def _person(claims: dict[str, Any]) -> Actor | None:
    account_id = UUID(claims["id"])
    signed_in_at = datetime.fromtimestamp(claims["signed_in_at"], UTC)
    if now() - signed_in_at > SIGNED_IN_FOR or is_ahead(signed_in_at):
        return None
    since = claims.get("since")
    with reading() as database_session:
        if has_ended(database_session, account_id, datetime.fromisoformat(since) if since else signed_in_at):
            return None
    institution_id = claims["institution_id"]
    return Actor(account_id, claims["name"], claims["role"], UUID(institution_id) if institution_id else None)


def _token_claims() -> dict[str, Any] | None:
    authorization = request.authorization
    if authorization is None or authorization.type != "bearer" or not authorization.token:
        return None
    try:
        claims: dict[str, Any] = unsign(_settings().secret_keys, TOKEN_PURPOSE, authorization.token)
    except WrongSignature:
        return None
    return claims


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
