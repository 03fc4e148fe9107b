"""A browser in which somebody is signed in already, and a program that is."""

from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient

from shared.clock import now
from shared.context import Actor
from shared.sessions import SignIn
from shared.web.auth import issue_token
from shared.web.page_owner import FIELD, form_secret


def a_sign_in() -> SignIn:
    """Return a sign-in of this moment."""
    return SignIn(uuid4(), now())


def browser(
    app: Flask,
    role: str,
    *,
    account_id: UUID | None = None,
    institution_id: UUID | None = None,
    sign_in: SignIn | None = None,
) -> FlaskClient:
    """Return a browser with the cookie that signing in leaves behind."""
    client, account_id, known = app.test_client(), account_id or uuid4(), sign_in or a_sign_in()
    with client.session_transaction() as session:
        session[FIELD] = form_secret(account_id)
        session["account"] = {
            "id": str(account_id),
            "name": "Rahma",
            "role": role,
            "institution_id": str(institution_id) if institution_id else None,
            "sign_in": str(known.id),
            "signed_in_at": known.began_at.timestamp(),
        }
    return client


def bearer(app: Flask, who: Actor, sign_in: SignIn | None = None) -> dict[str, str]:
    """Return the header that a program sends which acts as ``who``."""
    with app.app_context():
        return {"Authorization": f"Bearer {issue_token(who, sign_in or a_sign_in())}"}
