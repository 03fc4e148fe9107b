"""A browser in which somebody is signed in already."""

from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient

from shared.clock import now
from shared.web.page_owner import FIELD, form_secret


def browser(
    app: Flask, role: str, *, account_id: UUID | None = None, institution_id: UUID | None = None
) -> FlaskClient:
    """Return a browser with the cookie that signing in leaves behind."""
    client, account_id = app.test_client(), account_id or uuid4()
    with client.session_transaction() as session:
        session[FIELD] = form_secret(account_id)
        session["account"] = {
            "id": str(account_id),
            "name": "Rahma",
            "role": role,
            "institution_id": str(institution_id) if institution_id else None,
            "signed_in_at": now().timestamp(),
        }
    return client
