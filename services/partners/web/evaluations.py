"""What was said of a programme, without names; the office records what it heard by telephone."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions.evaluations import evaluate
from services.partners.domain.evaluation import PHONE
from services.partners.queries.attendance import require_list
from services.partners.queries.evaluations import enrolment_to_ask, said_of
from services.partners.queries.offers import get_offer
from services.partners.schemas.evaluation import EvaluationSchema
from services.partners.web.audience import scope
from services.partners.web.evaluation_chat import evaluation_chat
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.office import current_settings
from shared.web.transaction import reading

pages = Blueprint("evaluations", __name__, url_prefix="/penawaran")
ONE = "/evaluasi/<uuid:enrolment_id>"


@pages.get("/<uuid:offer_id>/evaluasi")
@allow(Right.ATTENDANCE_READ, Right.OWN_ATTENDANCE_READ)
def show(offer_id: UUID) -> str:
    with reading() as session:
        offer = require_list(session, offer_id, of=scope(Right.ATTENDANCE_READ))
        said, settings = said_of(session, offer_id), current_settings()
        chats = {one.id: evaluation_chat(one, offer, settings) for one in said.silent}
        return render_template("partners/evaluations/offer.html", offer=offer, said=said, chats=chats)


@pages.get(ONE)
@allow(Right.ANSWERS_RECORD)
def ask(enrolment_id: UUID) -> str:
    return _page(enrolment_id, Form.blank(EvaluationSchema()))


@pages.post(ONE)
@allow(Right.ANSWERS_RECORD)
def record(enrolment_id: UUID) -> ResponseReturnValue:
    form = Form.load(EvaluationSchema(), request.form)
    if form.ok:
        with form.saving() as session:
            evaluate(session, enrolment_id, form.data, source=PHONE)
            offer_id = enrolment_to_ask(session, enrolment_id).offer_id
        if form.ok:
            flash(gettext("The answer is recorded."))
            return redirect(url_for("evaluations.show", offer_id=offer_id), 303)
    return _page(enrolment_id, form), form.status


def _page(enrolment_id: UUID, form: Form) -> str:
    with reading() as session:
        enrolment = enrolment_to_ask(session, enrolment_id)
        offer = get_offer(session, enrolment.offer_id, of=None)
        ikm = enrolment.nomination.profile
        return render_template("partners/evaluations/phone.html", form=form, offer=offer, ikm=ikm)
