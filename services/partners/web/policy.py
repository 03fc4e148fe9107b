"""The scoring policy: what earns an IKM its points, who changed it when, and the form that changes it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.partners.actions.policies import change_policy
from services.partners.domain.policy import CRITERIA
from services.partners.models.policy import PolicyVersion, latest
from services.partners.queries.policies import get_version, list_versions
from services.partners.queries.policy_effects import effects
from services.partners.schemas.policy import ALL_POINTS, PolicySchema
from shared.errors import StaleForm
from shared.language import Message, gettext, msg
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.transaction import reading, transaction

pages = Blueprint("policy", __name__, url_prefix="/penawaran/aturan")
PARTS: dict[str, Message] = {
    "weights": msg("Points per criterion"),
    "priority_clusters": msg("Priority clusters"),
    "low_mobility": CRITERIA["mobility"],
    "yearly_cap": msg("Programmes per IKM and year"),
    "lately_days": msg("Days without training that earn all points"),
    "answer_days": msg("Days to answer an invitation"),
}


@pages.get("")
@allow(Right.POLICY_READ)
def show():
    return _page(None)


@pages.get("/<int(max=999999):version>")
@allow(Right.POLICY_READ)
def show_version(version: int):
    return _page(version)


@pages.get("/ubah")
@allow(Right.POLICY_WRITE)
def edit():
    with reading() as session:
        form = Form.blank(PolicySchema(), **_values(latest(session)))
    return _form(form)


@pages.post("/ubah")
@allow(Right.POLICY_WRITE)
def change():
    form = Form.load(PolicySchema(), request.form)
    if form.ok and "look" not in request.form:
        try:
            with transaction() as session:
                change_policy(session, form.data, form.data["version"])
        except StaleForm as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("Saved. The suggestions of running offers follow in a moment."))
            return redirect(url_for("policy.show"), 303)
    return _form(form, looks="look" in request.form and form.ok), form.status


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


def _form(form: Form, *, looks: bool = False) -> str:
    with reading() as session:
        current = latest(session)
        form.compare(Form.blank(PolicySchema(), **_values(current)), "version")
        return render_template(
            "partners/policy/form.html",
            form=form,
            parts=PARTS,
            all_points=ALL_POINTS,
            effects=effects(session, current.rules(form.data)) if looks else None,
        )


def _values(policy: PolicyVersion) -> dict[str, Any]:
    return {"version": policy.version, **policy.content()}
