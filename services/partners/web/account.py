"""A person's own account."""

from collections.abc import Iterator

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions.account_passwords import weaknesses
from services.partners.models.account import Account
from services.partners.models.sign_in import BROWSER
from services.partners.queries.accounts import own_account
from services.partners.queries.sign_ins import own_sign_ins
from services.partners.queries.taken import own_email_taken
from services.partners.schemas.account import OwnAccountSchema, PasswordSchema
from services.partners.web.audience import own_account_id, this_sign_in
from services.partners.web.own_account import change_own_account, change_password, not_current
from shared.errors import RuleBroken
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow, sign_in_session
from shared.web.forms import Form
from shared.web.office import current_settings
from shared.web.transaction import reading

pages = Blueprint("account", __name__)


@pages.get("/akun")
@allow(Right.OWN_ACCOUNT_KEEP)
def show() -> str:
    return _page()


@pages.post("/akun/diri")
@allow(Right.OWN_ACCOUNT_KEEP)
def change_own() -> ResponseReturnValue:
    form = Form.load(OwnAccountSchema(), request.form)
    if form.ok:
        with form.refusing():
            account = change_own_account(**form.data)
        if form.ok:
            sign_in_session(account, this_sign_in())  # the cookie carries the name
            flash(gettext("Saved. From now on you sign in with {email}.", email=account.email))
            return redirect(url_for("account.show"), 303)
    else:
        form.also(not_current(form.read.get("current_password")))
    with reading() as session:
        form.also(own_email_taken(session, form.read.get("email"), own_account_id()))
    return _page(own=form), form.status


@pages.post("/akun/sandi")
@allow(Right.OWN_ACCOUNT_KEEP)
def change() -> ResponseReturnValue:
    form = Form.load(PasswordSchema(), request.form)
    if form.ok:
        with form.refusing():
            sign_in_session(*change_password(BROWSER, **form.data))
        if form.ok:
            flash(gettext("Your password is changed. Other devices must sign in again."))
            return redirect(url_for("account.show"), 303)
    else:
        form.also(not_current(form.read.get("current_password")))
    form.also(_weaknesses(form.read.get("new_password")))
    return _page(form), form.status


def _weaknesses(password: str | None) -> Iterator[RuleBroken]:
    if password:
        with reading() as session:
            account = session.get_one(Account, own_account_id())
            yield from weaknesses(session, account, password, current_settings().office.name)


def _page(form: Form | None = None, own: Form | None = None) -> str:
    with reading() as session:
        account = own_account(session, own_account_id())
        sign_ins = own_sign_ins(session, account.id, this_sign_in().id)
    return render_template(
        "partners/account/page.html",
        account=account,
        sign_ins=sign_ins,
        form=form or Form.blank(PasswordSchema()),
        own=own or Form.blank(OwnAccountSchema(), name=account.name, email=account.email),
    )
