"""One question to one IKM: what to say on the telephone, and what came of the call."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions.question_calls import ask_again, note_call
from services.partners.domain.question import UNSAID, wrong
from services.partners.queries.questions import Asked, get_asked, to_ask
from services.partners.schemas.question import HeardSchema, heard_of
from services.partners.web.question_list import chat
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import reading, transaction

pages = Blueprint("questions", __name__, url_prefix="/telepon/pertanyaan")


@pages.get("/<uuid:offer_id>/<uuid:ikm_id>/<question>")
@allow(Right.ANSWERS_RECORD)
def show(offer_id: UUID, ikm_id: UUID, question: str) -> str:
    asked = _asked(offer_id, ikm_id, question)
    return _page(asked, Form.blank(HeardSchema(), tries=asked.tries))


@pages.post("/<uuid:offer_id>/<uuid:ikm_id>/<question>")
@allow(Right.ANSWERS_RECORD)
def record(offer_id: UUID, ikm_id: UUID, question: str) -> ResponseReturnValue:
    asked = _asked(offer_id, ikm_id, question)
    form = Form.load(HeardSchema(), request.form)
    form.also(wrong(asked.question, heard_of(form.read)))
    if form.ok:
        heard = heard_of(form.data)
        with form.saving() as session:
            note_call(session, offer_id, ikm_id, asked.question, heard, form.data["tries"])
        if form.ok:
            flash(_noted(asked, told=heard.is_answer))
            return redirect(_next_after(asked) if "next" in request.form else _list_of(offer_id), 303)
    return _page(_asked(offer_id, ikm_id, question), form), form.status


@pages.post("/<uuid:call_id>/tanya-lagi")
@allow(Right.ANSWERS_RECORD)
def reopen(call_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        call = ask_again(session, call_id)
        name, offer_id = call.profile.name, call.offer_id
    flash(gettext("Done. Where it is still not known, {name} is asked again.", name=name))
    return redirect(_list_of(offer_id), 303)


def _asked(offer_id: UUID, ikm_id: UUID, question: str) -> Asked:
    with reading() as session:
        return get_asked(session, offer_id, ikm_id, question)


def _noted(asked: Asked, *, told: bool) -> str:
    name = asked.profile.name
    if told:
        return gettext("The answer of {name} goes to the register now. A mistake? Correct it there.", name=name)
    return gettext("What came of the call to {name} is noted.", name=name)


def _list_of(offer_id: UUID) -> str:
    return url_for("calls.index", untuk="pertanyaan", penawaran=offer_id, kecamatan=_kecamatan())


def _next_after(asked: Asked) -> str:
    """Return where whoever comes next on the list is asked, the list itself where there is nobody else."""
    with reading() as session:
        waiting = to_ask(session, asked.offer, _kecamatan(), 2).page
        others = [(item.profile.ikm_id, item.question.key) for item in waiting if item.profile.ikm_id != asked.ikm_id]
    if not others:
        return _list_of(asked.offer.id)
    ikm_id, question = others[0]
    return url_for("questions.show", offer_id=asked.offer.id, ikm_id=ikm_id, question=question, kecamatan=_kecamatan())


def _kecamatan() -> str | None:
    """Return what the list is narrowed to, so that going on leads to the same list."""
    return request.args.get("kecamatan") or None


def _page(asked: Asked, form: Form) -> str:
    return render_template(
        "partners/calls/question.html",
        asked=asked,
        form=form,
        choices={**asked.question.answers, **UNSAID},
        back=_list_of(asked.offer.id),
        chat=chat(asked.profile, asked.offer, asked.question),
    )
