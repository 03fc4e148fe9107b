"""Signing in and out, and back to a form that was typed when the session had ended."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from services.partners.actions import sign_ins
from services.partners.actions.sign_ins import SignInRefused
from services.partners.models.account import Account
from services.partners.models.sign_in import BROWSER
from services.partners.schemas.account import SignInSchema
from services.partners.web.credentials import OwnPasswordNeeded, recognise
from services.partners.web.known_device import remember_device
from services.partners.web.own_password import ask_for_own
from shared.web.auth import allow_anyone, current_sign_in, current_user, sign_in_session, sign_out_session
from shared.web.forms import Form
from shared.web.protection import ANOTHER_ACCOUNT, TOO_OLD
from shared.web.redirects import SIGN_IN, next_path
from shared.web.transaction import transaction
from shared.web.typed import unseal

pages = Blueprint("sign_in", __name__)


@pages.get(SIGN_IN)
@allow_anyone
def show() -> ResponseReturnValue:
    if current_user():
        return redirect(next_path())
    return render_template("sign_in.html", form=Form.blank(SignInSchema(), next=next_path()))


@pages.post(SIGN_IN)
@allow_anyone
def sign_in() -> ResponseReturnValue:
    form = Form.load(SignInSchema(), request.form)
    if form.ok:
        try:
            account, proof = recognise(form.data["email"], form.data["password"], BROWSER, current_sign_in())
        except SignInRefused as refusal:
            form.refuse(refusal)
        except OwnPasswordNeeded as needed:
            return ask_for_own(needed.account, next_path(), form.data["kept"])
        else:
            sign_in_session(account, proof)
            answer = go_on(account, form.data["kept"])
            remember_device(answer, account.id)
            return answer
    return render_template("sign_in.html", form=form), form.status


@pages.post("/keluar")
@allow_anyone
def sign_out() -> ResponseReturnValue:
    sign_in = current_sign_in()
    if sign_in:
        with transaction() as session:
            sign_ins.sign_out(session, sign_in)
    sign_out_session()
    return redirect(SIGN_IN, 303)


def go_on(account: Account, kept: str) -> Response:
    """Lead to where the person wanted to go, or to the form they typed: only theirs, and never sent for them."""
    typed = unseal(kept) if kept else None
    if typed and typed.owner == account.id:
        return make_response(render_template("kept.html", path=typed.path, kept=kept))
    if kept:
        flash(str(ANOTHER_ACCOUNT if typed else TOO_OLD), "warning")
    return make_response(redirect("/" if kept else next_path(), 303))
