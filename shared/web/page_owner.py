"""Whose page a form was sent from: the token in each form names the account the page was made for."""

import secrets
from typing import Any
from uuid import UUID

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

FIELD = "csrf_token"
SALT = "wtf-csrf-token"


class UnknownPage(Exception):
    """The form does not come from a page of ours."""


def form_secret(account_id: Any) -> str:
    """Return a new secret for the forms of a session, which tells the account's pages from those of others."""
    return f"{account_id}.{secrets.token_hex(20)}"


def page_owner() -> UUID | None:
    """Return the account for which the page of the sent form was made, however long ago; None for nobody signed in.

    Raises UnknownPage.
    """
    try:
        # Signed by Flask-WTF with the newest key; a page may be older than that.
        secret: str = URLSafeTimedSerializer(_keys(), salt=SALT).loads(request.form.get(FIELD, ""))
    except BadData as error:
        raise UnknownPage from error
    owner, named, _ = secret.partition(".")
    return UUID(owner) if named else None


def _keys() -> list[str]:
    return [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
