"""The page Office: how this office presents itself, kept by its administrator."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.partners.actions.office import change_office
from services.partners.queries.office import office_view
from services.partners.schemas.office import OfficeSchema
from shared.language import gettext
from shared.outgoing_mail import heard
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import reading

pages = Blueprint("office", __name__, url_prefix="/kantor")


@pages.get("")
@allow(Right.OFFICE_KEEP)
def show() -> str:
    with reading() as session:
        values = _view(session)
        fixed = values.pop("fixed")
        return _page(session, Form.blank(OfficeSchema(), **values), fixed)


@pages.post("")
@allow(Right.OFFICE_KEEP)
def change() -> ResponseReturnValue:
    form = Form.load(OfficeSchema(), request.form)
    with reading() as session:
        fixed = _view(session)["fixed"]
    if form.ok:
        said = {name: text for name, text in form.data.items() if name not in fixed}
        with form.saving() as session:
            change_office(session, said, form.data["revision"])
        if form.ok:
            flash(gettext("Saved. Pages show it at once, mails from the next one on."))
            return redirect(url_for("office.show"), 303)
    with reading() as session:
        return _page(session, form, fixed), form.status


def _page(session: Session, form: Form, fixed: list[str]) -> str:
    values = _view(session)
    values.pop("fixed")
    form.compare(Form.blank(OfficeSchema(), **values))
    return render_template("partners/office/page.html", form=form, fixed=fixed, mail=heard(session))


def _view(session: Session) -> dict[str, Any]:
    return office_view(session, current_app.config["SETTINGS"])
