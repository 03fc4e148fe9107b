"""The scoring policy: what earns an IKM its points, who changed it when, and the form that changes it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.partners.actions.policies import PREVIEW, ask_for_effects, change_policy
from services.partners.domain.policy import CRITERIA
from services.partners.models.policy import PolicyVersion, latest
from services.partners.queries.policies import get_version, list_versions
from services.partners.schemas.policy import ALL_POINTS, PolicySchema
from shared.errors import NotFound
from shared.language import Message, gettext, msg
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.transaction import reading, transaction
from shared.work.asking import NO_WORK, get_work
from shared.work.table import Work

pages = Blueprint("policy", __name__, url_prefix="/penawaran/aturan")
PARTS: dict[str, Message] = {
    "weights": msg("Points per criterion"),
    "priority_clusters": msg("Priority clusters"),
    "low_mobility": CRITERIA["mobility"],
    "yearly_cap": msg("Programmes per IKM and year"),
    "step": msg("Points less for each further seat in a year"),
    "lately_days": msg("Days without training that earn all points"),
    "answer_days": msg("Days to answer an invitation"),
}


@pages.get("")
@allow(Right.POLICY_READ)
def show() -> str:
    return _page(None)


@pages.get("/<int(max=999999):version>")
@allow(Right.POLICY_READ)
def show_version(version: int) -> str:
    return _page(version)


@pages.get("/ubah")
@allow(Right.POLICY_WRITE)
def edit() -> str:
    work_id = request.args.get("lihat", type=UUID)
    with reading() as session:
        work = get_work(session, work_id) if work_id else None
        if work is not None and work.kind != PREVIEW:
            raise NotFound(NO_WORK)
        values = _values(latest(session)) | (work.arguments if work else {})
        return _form(session, Form.blank(PolicySchema(), **values), work)


@pages.post("/ubah")
@allow(Right.POLICY_WRITE)
def change() -> ResponseReturnValue:
    form = Form.load(PolicySchema(), request.form)
    if form.ok and "look" in request.form:
        with transaction() as session:
            work_id = ask_for_effects(session, form.data)
        return redirect(url_for("policy.edit", lihat=work_id, _anchor="work"), 303)
    if form.ok:
        with form.saving() as session:
            change_policy(session, form.data, form.data["version"])
        if form.ok:
            flash(gettext("Saved. The suggestions of running offers go by it from now on."))
            return redirect(url_for("policy.show"), 303)
    with reading() as session:
        return _form(session, form), form.status


def _page(number: int | None) -> str:
    with reading() as session:
        asked = page_number()
        versions, total = list_versions(session, SIZE, offset(asked))
        return render_template(
            "partners/policy/page.html",
            view=get_version(session, number),
            in_force=latest(session).version,
            page=Page(versions, asked, SIZE, total),
            parts=PARTS,
        )


def _form(session: Session, form: Form, work: Work | None = None) -> str:
    form.compare(Form.blank(PolicySchema(), **_values(latest(session))), "version")
    return render_template(
        "partners/policy/form.html",
        form=form,
        parts=PARTS,
        all_points=ALL_POINTS,
        work=work,
    )


def _values(policy: PolicyVersion) -> dict[str, Any]:
    return {"version": policy.version, **policy.content()}
