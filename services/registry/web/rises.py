"""Naik kelas: who rose by which rule, and the assessment that an aspect's score comes from."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.registry.actions.assessments import assess
from services.registry.domain.rise_rules import ASPECTS, IN_FORCE, SCORES
from services.registry.queries.ikm_page import get_ikm
from services.registry.queries.rises import list_rises
from services.registry.schemas.rise import AssessmentFormSchema
from shared.database import new_id
from shared.language import Message, gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.transaction import reading

pages = Blueprint("rises", __name__)


@pages.get("/hasil/naik-kelas")
@allow(Right.OUTCOMES_READ)
def index() -> str:
    asked, number = request.args.get("aturan"), page_number()
    rule = asked if asked in {each.code for each in IN_FORCE.rules} else None
    with reading() as session:
        found, total = list_rises(session, rule, SIZE, offset(number))
    page = Page(found, number, SIZE, total)
    return render_template("registry/outcomes/rises.html", page=page, book=IN_FORCE, rule=rule)


@pages.get("/ikm/<uuid:ikm_id>/nilai")
@allow(Right.OUTCOMES_WRITE)
def new(ikm_id: UUID) -> str:
    return _form(ikm_id, Form.blank(AssessmentFormSchema(), id=new_id()))


@pages.post("/ikm/<uuid:ikm_id>/nilai")
@allow(Right.OUTCOMES_WRITE)
def save(ikm_id: UUID) -> ResponseReturnValue:
    form = Form.load(AssessmentFormSchema(), request.form)
    if form.ok:
        score_id = form.data.pop("id")
        with form.saving() as session:
            assess(session, ikm_id, score_id=score_id, **form.data)
        if form.ok:
            flash(gettext("Saved."), "success")
            return redirect(url_for("ikm.show", ikm_id=ikm_id, _anchor="hasil"), 303)
    return _form(ikm_id, form), form.status


def _form(ikm_id: UUID, form: Form) -> str:
    with reading() as session:
        ikm = get_ikm(session, ikm_id)
    scores = {str(score): Message(str(score)) for score in SCORES}
    return render_template("registry/outcomes/assessment.html", ikm=ikm, form=form, aspects=ASPECTS, scores=scores)
