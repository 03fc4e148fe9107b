"""The browsers from which an account was signed in with before: a cookie of their own, which outlives the sign-in.

It opens nothing. It only keeps strangers' wrong guesses from shutting out the owner.
"""

from typing import Any
from uuid import UUID, uuid4

from flask import Response, current_app, request

from shared.crypto import WrongSignature, sign, unsign

COOKIE, PURPOSE = "sinergi-device", "known-device"
KEPT_SECONDS = 365 * 24 * 3600
ACCOUNTS = 10
"""Of as many people who share a browser it knows the latest."""


def known_device(account_id: UUID | None) -> str | None:
    """Return the id of this browser if the account was signed in with from it before."""
    known = _read()
    return str(known["device"]) if str(account_id) in known["accounts"] else None


def remember_device(response: Response, account_id: UUID) -> None:
    """Let this browser be known for the account from now on."""
    known = _read()
    others = [one for one in known["accounts"] if one != str(account_id)]
    known["accounts"] = [str(account_id), *others][:ACCOUNTS]
    settings = current_app.config["SETTINGS"]
    response.set_cookie(
        COOKIE,
        sign(settings.secret_keys, PURPOSE, known),
        max_age=KEPT_SECONDS,
        secure=settings.secure_cookies,
        httponly=True,
        samesite="Lax",
    )


def _read() -> dict[str, Any]:
    try:
        known: dict[str, Any] = unsign(
            current_app.config["SETTINGS"].secret_keys, PURPOSE, request.cookies.get(COOKIE, ""), KEPT_SECONDS
        )
    except WrongSignature:
        return {"device": uuid4().hex, "accounts": []}
    return known
