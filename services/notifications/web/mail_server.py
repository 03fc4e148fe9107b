"""The mail server: given by the administrator, and tried out."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.notifications.actions import mail_trials
from services.notifications.actions.mail_server import change_mail_server, password_wanted
from services.notifications.domain.mail_server import OUTCOMES, SECURITIES, SENT
from services.notifications.models.recipient import Recipient
from services.notifications.queries.mail_server import last_trial, mail_server_view, open_to_change
from services.notifications.schemas.mail_server import MailServerSchema, MailTrialSchema
from shared.context import actor
from shared.language import current_language, gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import reading

pages = Blueprint("mail_server", __name__, url_prefix="/kantor/server")
NOT_TYPED = ("has_password", "fixed", "fixed_sender")


@pages.get("")
@allow(Right.OFFICE_KEEP)
def show() -> str:
    return _page()


@pages.post("")
@allow(Right.OFFICE_KEEP)
def change() -> ResponseReturnValue:
    form = Form.load(MailServerSchema(), request.form)
    settings = current_app.config["SETTINGS"]
    if form.ok:
        with form.saving() as session:
            said = open_to_change(mail_server_view(session, settings), form.data)
            change_mail_server(session, said, form.data["revision"], settings.secret_keys)
        if form.ok:
            flash(gettext("Saved. Now send a test mail."))
            return redirect(url_for("mail_server.show"), 303)
    else:
        with reading() as session:
            kept = mail_server_view(session, settings)
        form.also(password_wanted(kept, open_to_change(kept, form.read)))
    return _page(form), form.status


@pages.post("/coba")
@allow(Right.OFFICE_KEEP)
def try_out() -> ResponseReturnValue:
    form = Form.load(MailTrialSchema(), request.form)
    if form.ok:
        with form.saving() as session:
            mail_trials.ask(session, form.data["address"], current_language())
        if form.ok:
            return redirect(url_for("mail_server.show", _anchor="coba"), 303)
    return _page(trial_form=form), form.status


def _page(form: Form | None = None, trial_form: Form | None = None) -> str:
    with reading() as session:
        view, trial = mail_server_view(session, current_app.config["SETTINGS"]), last_trial(session)
        own = _own_address(session)
    typed = {name: value for name, value in view.items() if name not in NOT_TYPED}
    saved = Form.blank(MailServerSchema(), **typed)
    if form:
        form.compare(saved)
    return render_template(
        "notifications/mail_server/page.html",
        view=view,
        form=form or saved,
        securities=SECURITIES,
        trial=trial,
        trial_form=trial_form or Form.blank(MailTrialSchema(), address=trial.address if trial else own),
        outcomes=OUTCOMES,
        good=SENT,
    )


def _own_address(session: Session) -> str:
    found: Any = session.get(Recipient, actor().id) if actor().id else None
    return str(found.email) if found else ""
