"""What came of programmes: the work list, the evidence of one outcome, and what is decided of it."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.registry.actions.evidence import File, record_evidence
from services.registry.actions.outcome_answers import not_yet
from services.registry.actions.outcome_decisions import decide
from services.registry.domain.outcome import MACHINE, OPEN
from services.registry.queries.outcomes import LISTS, get_file, get_outcome, list_outcomes
from services.registry.schemas.outcome import EvidenceFormSchema
from shared.database import new_id
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.text import typed
from shared.web.transaction import reading, transaction
from shared.web.weight import takes_file

pages = Blueprint("outcomes", __name__, url_prefix="/hasil")

DEEDS = {"verifikasi": "verify", "tolak": "refuse", "cabut": "revoke", "batal": "drop"}


@pages.get("")
@allow(Right.OUTCOMES_READ)
def index() -> str:
    chosen = request.args.get("daftar", "")
    which, number = chosen if chosen in LISTS else "periksa", page_number()
    with reading() as session:
        shown, total = list_outcomes(session, LISTS[which], SIZE, offset(number))
    return render_template("registry/outcomes/list.html", page=Page(shown, number, SIZE, total), which=which)


@pages.get("/<uuid:outcome_id>")
@allow(Right.OUTCOMES_READ)
def show(outcome_id: UUID) -> str:
    return _page(outcome_id, Form.blank(EvidenceFormSchema(), id=new_id()))


@pages.post("/<uuid:outcome_id>/bukti")
@allow(Right.OUTCOMES_WRITE)
@takes_file
def record(outcome_id: UUID) -> ResponseReturnValue:
    form = Form.load(EvidenceFormSchema(), request.form)
    with reading() as session:
        ikm_id = get_outcome(session, outcome_id).ikm.id
    if form.ok:
        with form.saving() as session:
            record_evidence(session, ikm_id, outcome_id, form.data, _file())
        if form.ok:
            flash(gettext("The evidence is recorded. Somebody has to verify it."), "success")
            return redirect(url_for("outcomes.show", outcome_id=outcome_id), 303)
    return _page(outcome_id, form), form.status


@pages.post("/<uuid:outcome_id>/<any(verifikasi,tolak,cabut,batal):deed>")
@allow(Right.OUTCOMES_MOVE)
def move(outcome_id: UUID, deed: str) -> ResponseReturnValue:
    reason = None if deed == "verifikasi" else typed("reason", 500)
    with reading() as session:
        ikm_id = get_outcome(session, outcome_id).ikm.id
    with transaction() as session:
        decide(session, ikm_id, outcome_id, DEEDS[deed], reason)
    flash(gettext("Saved."), "success")
    return redirect(url_for("outcomes.show", outcome_id=outcome_id), 303)


@pages.post("/<uuid:outcome_id>/belum")
@allow(Right.OUTCOMES_WRITE)
def note_not_yet(outcome_id: UUID) -> ResponseReturnValue:
    reason = typed("reason", 500)
    with reading() as session:
        ikm_id = get_outcome(session, outcome_id).ikm.id
    with transaction() as session:
        not_yet(session, ikm_id, outcome_id, reason)
    flash(gettext("Saved."), "success")
    return redirect(url_for("outcomes.show", outcome_id=outcome_id), 303)


@pages.get("/berkas/<uuid:evidence_id>")
@allow(Right.OUTCOMES_READ)
def file(evidence_id: UUID) -> ResponseReturnValue:
    with reading() as session:
        evidence = get_file(session, evidence_id)
        kept = Response(evidence.file, mimetype=evidence.file_type)
        kept.headers.set("Content-Disposition", "attachment", filename=evidence.file_name)
    return kept


def _file() -> File | None:
    sent = request.files.get("file")
    return File(sent.filename, sent.stream.read()) if sent and sent.filename else None


def _page(outcome_id: UUID, form: Form) -> str:
    with reading() as session:
        shown = get_outcome(session, outcome_id)
    return render_template(
        "registry/outcomes/page.html",
        shown=shown,
        outcome=shown.outcome,
        form=form,
        commands=MACHINE.possible(shown.outcome.state),
        is_open=shown.outcome.state in OPEN,
    )
