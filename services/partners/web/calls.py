"""The call list: whom to call, the ready WhatsApp message, and the answer heard."""

from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for

from services.partners.actions.invitations import answer_invitation
from services.partners.domain.invitation import ANSWERS, UNANSWERED
from services.partners.queries.call_list import CallFilter, get_call, list_calls, offers_with_calls
from services.partners.schemas.invitation import RecordedAnswerSchema, answer_of
from services.partners.web.arguments import uuid_argument
from services.partners.web.whatsapp import ready_text
from shared.errors import RuleBroken
from shared.language import gettext
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.paging import Page, offset, page_number
from shared.web.transaction import reading, transaction

pages = Blueprint("calls", __name__, url_prefix="/telepon")
SIZE = 100


@pages.get("")
@allow("staff", "head")
def index():
    wanted = CallFilter(offer_id=uuid_argument("penawaran"), kecamatan=request.args.get("kecamatan"))
    number = page_number()
    with reading() as session:
        calls, total = list_calls(session, wanted, SIZE, offset(number, SIZE))
        offers = dict(offers_with_calls(session))
    return render_template(
        "partners/calls/list.html",
        page=Page(calls, number, SIZE, total),
        wanted=wanted,
        offers=offers,
        texts={call.invitation.id: ready_text(call, current_app.config["SETTINGS"]) for call in calls},
    )


@pages.get("/<uuid:invitation_id>")
@allow("staff")
def show(invitation_id: UUID):
    return _page(invitation_id, Form.blank(RecordedAnswerSchema(), source="phone"))


@pages.post("/<uuid:invitation_id>")
@allow("staff")
def record(invitation_id: UUID):
    form = Form.load(RecordedAnswerSchema(), request.form)
    if form.ok:
        try:
            with transaction() as session:
                invitation = answer_invitation(session, invitation_id, answer_of(form.data), source=form.data["source"])
                name = invitation.nomination.profile.name
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("The answer of {name} is recorded.", name=name))
            return redirect(url_for("calls.index"), 303)
    return _page(invitation_id, form), form.status


def _page(invitation_id: UUID, form: Form) -> str:
    with reading() as session:
        call = get_call(session, invitation_id)
    return render_template(
        "partners/calls/page.html",
        call=call,
        form=form,
        answers=ANSWERS,
        waits=call.invitation.state in UNANSWERED,
        text=ready_text(call, current_app.config["SETTINGS"]),
    )
