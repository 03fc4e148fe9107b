"""Signing in and out, and back to a form that was typed when the session had ended."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from services.partners.actions.accounts import SignInRefused
from services.partners.models.account import Account
from services.partners.schemas.account import SignInSchema
from services.partners.web.credentials import recognise, throttled
from shared.web.auth import allow_anyone, current_user, sign_in_session, sign_out_session
from shared.web.forms import Form
from shared.web.protection import ANOTHER_ACCOUNT, TOO_OLD
from shared.web.redirects import SIGN_IN, next_path
from shared.web.typed import unseal

pages = Blueprint("sign_in", __name__)


@pages.get(SIGN_IN)
@allow_anyone
def show():
    if current_user():
        return redirect(next_path())
    return render_template("sign_in.html", form=Form.blank(SignInSchema(), next=next_path()))


@pages.post(SIGN_IN)
@allow_anyone
@throttled
def sign_in():
    form = Form.load(SignInSchema(), request.form)
    if form.ok:
        try:
            account = recognise(form.data["email"], form.data["password"])
        except SignInRefused as refusal:
            form.refuse(refusal)
        else:
            sign_in_session(account)
            return _go_on(account, form.data["kept"])
    return render_template("sign_in.html", form=form), form.status


@pages.post("/keluar")
@allow_anyone
def sign_out():
    sign_out_session()
    return redirect(SIGN_IN, 303)


def _go_on(account: Account, kept: str) -> ResponseReturnValue:
    """Lead to where the person wanted to go, or to the form they typed: only theirs, and never sent for them."""
    typed = unseal(kept) if kept else None
    if typed and typed.owner == account.id:
        return render_template("kept.html", path=typed.path, kept=kept)
    if kept:
        flash(str(ANOTHER_ACCOUNT if typed else TOO_OLD), "warning")
    return redirect("/" if kept else next_path(), 303)
