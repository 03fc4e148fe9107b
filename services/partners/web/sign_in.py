"""Signing in and out."""

from flask import Blueprint, redirect, render_template, request

from services.partners.actions.accounts import SignInRefused
from services.partners.schemas.account import SignInSchema
from services.partners.web.credentials import recognise, throttled
from shared.web.auth import allow_anyone, current_user, sign_in_session, sign_out_session
from shared.web.forms import Form
from shared.web.redirects import SIGN_IN, next_path

pages = Blueprint("sign_in", __name__)


@pages.get(SIGN_IN)
@allow_anyone
def show():
    if current_user():
        return redirect(next_path())
    return render_template("partners/sign_in/form.html", form=Form.blank(SignInSchema(), next=next_path()))


@pages.post(SIGN_IN)
@allow_anyone
@throttled
def sign_in():
    form = Form.load(SignInSchema(), request.form)
    if form.ok:
        try:
            sign_in_session(recognise(form.data["email"], form.data["password"]))
        except SignInRefused as refusal:
            form.refuse(refusal)
        else:
            return redirect(next_path(), 303)
    return render_template("partners/sign_in/form.html", form=form), form.status


@pages.post("/keluar")
@allow_anyone
def sign_out():
    sign_out_session()
    return redirect(SIGN_IN, 303)
