"""The three questions after a programme, by a signed link without an account. Reading changes nothing."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from services.partners.actions.evaluations import evaluate
from services.partners.domain.evaluation import LINK, PHONE
from services.partners.models.evaluation import evaluation_of
from services.partners.queries.evaluation_links import enrolment_of
from services.partners.queries.offers import get_offer
from services.partners.schemas.evaluation import EvaluationSchema
from services.partners.web.reader import ONLY_READS, is_office, may_answer, reader
from services.partners.web.respond import wrong_link
from shared.errors import WrongLink
from shared.web.auth import allow_anyone
from shared.web.forms import Form
from shared.web.limits import no_guessing
from shared.web.transaction import reading

pages = Blueprint("evaluation_link", __name__, url_prefix="/evaluasi/<token>")
pages.register_error_handler(WrongLink, wrong_link)


@pages.get("")
@allow_anyone
@no_guessing
def show(token: str) -> str:
    return _page(token, Form.blank(EvaluationSchema()))


@pages.post("")
@allow_anyone
@no_guessing
def answer(token: str) -> ResponseReturnValue:
    with reading() as session:
        enrolment = enrolment_of(session, token)
        holder = reader(enrolment.nomination)
    form = Form.load(EvaluationSchema(), request.form)
    if form.ok:
        with holder, form.saving() as session:
            evaluate(session, enrolment.id, form.data, source=PHONE if is_office() else LINK)
        if form.ok:
            return redirect(request.full_path.rstrip("?"), 303)
    return _page(token, form), form.status


def _page(token: str, form: Form) -> str:
    with reading() as session:
        enrolment = enrolment_of(session, token)
        offer = get_offer(session, enrolment.offer_id, of=None)
        said = evaluation_of(session, enrolment.id)
        ikm = enrolment.nomination.profile
        refused = None if may_answer() else ONLY_READS
        return render_template(
            "partners/evaluations/link.html", form=form, offer=offer, ikm=ikm, said=said, refused=refused
        )
