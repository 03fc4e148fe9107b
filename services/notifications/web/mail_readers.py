"""Whom of the office each kind of staff mail is for."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.notifications.actions.mail_readers import choose_readers
from services.notifications.letters.catalogue import TO_STAFF, label_of
from services.notifications.queries.mail_readers import chosen_readers, staff_accounts
from services.notifications.schemas.mail_readers import MailReadersSchema
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import reading

pages = Blueprint("mail_readers", __name__, url_prefix="/kantor/penerima")


@pages.get("")
@allow(Right.OFFICE_KEEP)
def show() -> str:
    with reading() as session:
        return _page(session, Form.blank(MailReadersSchema(), **chosen_readers(session)))


@pages.post("")
@allow(Right.OFFICE_KEEP)
def change() -> ResponseReturnValue:
    form = Form.load(MailReadersSchema(), request.form)
    if form.ok:
        with form.saving() as session:
            choose_readers(session, form.data)
        if form.ok:
            flash(gettext("Saved. It holds from the next mail on."))
            return redirect(url_for("mail_readers.show"), 303)
    with reading() as session:
        return _page(session, form), form.status


def _page(session: Session, form: Form) -> str:
    people = {str(person.account_id): f"{person.name} · {person.email}" for person in staff_accounts(session)}
    kinds = {name: label_of(name) for name in sorted(TO_STAFF)}
    return render_template("notifications/mail_readers/page.html", form=form, people=people, kinds=kinds)
