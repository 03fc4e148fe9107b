"""The page on which somebody chooses a password of their own, reached by a link that works once."""

from typing import Any

from flask import render_template, url_for

from services.partners.actions.account_links import ask_for_own_password, secret
from services.partners.models.account import Account
from services.partners.schemas.account import NewPasswordSchema
from shared.web.forms import Form
from shared.web.transaction import transaction


def ask_for_own(account: Account, next_path: str, kept: str) -> str:
    """Answer a sign-in by a password that others have seen: no session begins before there is another one."""
    with transaction() as session:
        link = ask_for_own_password(session, account)
        key = secret(session, link)
    return own_password_page(account, Form.blank(NewPasswordSchema(), next=next_path, kept=kept), key, first=True)


def own_password_page(account: Account, form: Form, key: str, **more: Any) -> str:
    """Return the page with its form."""
    action = url_for("password_links.choose", secret=key)
    return render_template(
        "partners/account/own_password.html", account=account, form=form, action=action, **{"first": False, **more}
    )
