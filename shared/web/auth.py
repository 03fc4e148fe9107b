"""Who is asking: a signed cookie for people at pages, a signed bearer token for programs at the API."""

from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from flask import current_app, g, request, session

from shared.context import Actor
from shared.crypto import WrongSignature, sign, unsign
from shared.rights import Right, has
from shared.sessions import SignIn, has_ended
from shared.settings import Settings
from shared.web.access import allow, allow_anyone, undeclared_routes
from shared.web.page_owner import FIELD, form_secret
from shared.web.transaction import reading

__all__ = [
    "allow",
    "allow_anyone",
    "current_sign_in",
    "current_user",
    "issue_token",
    "may",
    "sign_in_session",
    "sign_out_session",
    "undeclared_routes",
]

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


def sign_in_session(account: Account, sign_in: SignIn) -> None:
    """Begin a new browser session for the account; nothing of the session before survives."""
    session.clear()
    session.permanent = True
    session["account"] = _claims(account, sign_in)
    session[FIELD] = form_secret(account.id)
    g.pop(FIELD, None)
    _ask_again()


def sign_out_session() -> None:
    """Take the cookie from this browser; whoever kept a copy is stopped by :func:`shared.sessions.end_sign_in`."""
    session.clear()
    _ask_again()


def issue_token(account: Account, sign_in: SignIn) -> str:
    """Return a bearer token with which a program acts as this account for twelve hours."""
    return sign(_settings().secret_keys, TOKEN_PURPOSE, _claims(account, sign_in))


def current_user() -> Actor | None:
    """Return who is signed in: by cookie at pages, by bearer token at the API, never one for the other."""
    if "user" not in g:
        g.user = g.sign_in = None  # stays so if the look-up fails: the error page must not fail with it
        claims: dict[str, Any] = (_token_claims() if is_api_request() else session.get("account")) or {}
        sign_in = _sign_in(claims)
        if sign_in and _counts(UUID(claims["id"]), sign_in):
            g.user, g.sign_in = _person(claims), sign_in
    user: Actor | None = g.user
    return user


def current_sign_in() -> SignIn | None:
    """Return the sign-in by which :func:`current_user` is known."""
    sign_in: SignIn | None = g.sign_in if current_user() else None
    return sign_in


def may(*rights: Right) -> bool:
    """Tell whether whoever is signed in has one of these rights."""
    user = current_user()
    return user is not None and has(user.role, map(Right, rights))


def is_api_request() -> bool:
    """Tell whether a program is asking, not a person at a page."""
    return request.path.startswith("/api/") and request.endpoint != READABLE_API


def _claims(account: Account, sign_in: SignIn) -> dict[str, Any]:
    institution_id = account.institution_id
    return {
        "id": str(account.id),
        "name": account.name,
        "role": account.role,
        "institution_id": str(institution_id) if institution_id else None,
        "sign_in": str(sign_in.id),
        "signed_in_at": sign_in.began_at.timestamp(),
        "signed_in_until": sign_in.ends_at.timestamp(),
    }


def _sign_in(claims: dict[str, Any]) -> SignIn | None:
    if "sign_in" not in claims:  # nobody's, or made before sign-ins had a name
        return None
    began_at = datetime.fromtimestamp(claims["signed_in_at"], UTC)
    until = claims.get("signed_in_until")  # not said by a cookie of an older version
    return SignIn(UUID(claims["sign_in"]), began_at, datetime.fromtimestamp(until, UTC) if until else None)


def _counts(account_id: UUID, sign_in: SignIn) -> bool:
    with reading() as database_session:
        return not has_ended(database_session, account_id, sign_in)


def _person(claims: dict[str, Any]) -> Actor:
    institution_id = claims["institution_id"]
    institution = UUID(institution_id) if institution_id else None
    return Actor(UUID(claims["id"]), claims["name"], claims["role"], institution)


def _ask_again() -> None:
    g.pop("user", None)


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
