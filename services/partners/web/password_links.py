"""Links that set a password once, and asking for one where the password is forgotten."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from services.partners.actions import account_links, sign_ins
from services.partners.models.account import Account
from services.partners.models.sign_in import BROWSER
from services.partners.schemas.account import ForgottenSchema, NewPasswordSchema
from services.partners.web.credentials import begin
from services.partners.web.forgotten import ask_for_link
from services.partners.web.known_device import remember_device
from services.partners.web.own_password import own_password_page
from services.partners.web.sign_in import go_on
from shared.errors import WrongLink
from shared.log import get_logger
from shared.sessions import SignIn
from shared.web.auth import allow_anyone, current_sign_in, sign_in_session
from shared.web.forms import Form
from shared.web.limits import no_guessing
from shared.web.office import current_settings
from shared.web.transaction import reading, transaction

pages = Blueprint("password_links", __name__, url_prefix="/sandi")

log = get_logger(__name__)


@pages.get("/lupa")
@allow_anyone
def forgotten() -> str:
    return render_template("partners/account/forgotten.html", form=Form.blank(ForgottenSchema()), asked=False)


@pages.post("/lupa")
@allow_anyone
def ask() -> ResponseReturnValue:
    form = Form.load(ForgottenSchema(), request.form)
    if form.ok:
        ask_for_link(form.data["email"])
    return render_template("partners/account/forgotten.html", form=form, asked=form.ok), form.status


@pages.get("/baru/<secret>")
@allow_anyone
@no_guessing
def show(secret: str) -> str:
    return own_password_page(_account(secret), Form.blank(NewPasswordSchema()), secret)


@pages.post("/baru/<secret>")
@allow_anyone
@no_guessing
def choose(secret: str) -> ResponseReturnValue:
    account = _account(secret)
    form = Form.load(NewPasswordSchema(), request.form)
    if form.ok:
        with form.refusing():
            account, proof = _choose(secret, form.data["new_password"])
        if form.ok:
            log.info("password_chosen", account_id=str(account.id), source=request.remote_addr)
            sign_in_session(account, proof)
            answer = go_on(account, form.data["kept"])
            remember_device(answer, account.id)
            return answer
    return own_password_page(account, form, secret), form.status


def _choose(secret: str, password: str) -> tuple[Account, SignIn]:
    """Set the password and sign this browser in with it; whoever was signed in here before is so no more."""
    before = current_sign_in()
    with transaction() as session:
        account = account_links.use(session, secret, password, current_settings().office.name)
        if before:
            sign_ins.sign_out(session, before)
        return account, begin(session, account, BROWSER)


def _account(secret: str) -> Account:
    with reading() as session:
        return account_links.account_of(session, secret)


@pages.errorhandler(WrongLink)
def wrong_link(refusal: WrongLink) -> ResponseReturnValue:
    return render_template("partners/account/link_over.html", sentence=refusal.message), refusal.status
