"""A person's own account."""

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.partners.actions.accounts import change_password
from services.partners.queries.accounts import own_account
from services.partners.schemas.account import PasswordSchema
from shared.context import actor
from shared.errors import RuleBroken
from shared.language import gettext
from shared.web.auth import allow, sign_in_session
from shared.web.forms import Form
from shared.web.limits import limiter
from shared.web.transaction import reading, transaction

pages = Blueprint("account", __name__)
everybody = allow("staff", "head", "admin", "institution")


@pages.get("/akun")
@everybody
def show():
    return _page(Form.blank(PasswordSchema()))


@pages.post("/akun/sandi")
@everybody
@limiter.limit("10 per 15 minutes", key_func=lambda: f"password:{actor().id}")
def change():
    form = Form.load(PasswordSchema(), request.form)
    if form.ok:
        try:
            with transaction() as session:
                account = change_password(session, actor().id, **form.data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            sign_in_session(account)
            flash(gettext("Your password is changed. Other devices must sign in again."))
            return redirect(url_for("account.show"), 303)
    return _page(form), form.status


def _page(form: Form) -> str:
    with reading() as session:
        account = own_account(session, actor().id)
    return render_template("partners/account/page.html", account=account, form=form)
