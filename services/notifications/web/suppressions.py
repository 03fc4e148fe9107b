"""The addresses to which nothing goes, and the way back."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.notifications.actions import suppressions
from services.notifications.domain.message import REASONS
from services.notifications.queries.suppressions import list_suppressions, moments
from services.notifications.schemas.suppression import MomentSchema
from shared.errors import InvalidInput
from shared.language import gettext, msg
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.transaction import reading, transaction

pages = Blueprint("suppressions", __name__, url_prefix="/surel/alamat-diblokir")


@pages.get("")
@allow(Right.SUPPRESSIONS_READ)
def index() -> ResponseReturnValue:
    search = request.args.get("cari")
    number = page_number()
    with reading() as session:
        found, total = list_suppressions(session, search, SIZE, offset(number))
        blocked_at_once = moments(session)
        some = bool(found or list_suppressions(session, None, size=0)[1])
    return render_template(
        "notifications/suppressions/list.html",
        page=Page(found, number, SIZE, total),
        search=search,
        some=some,
        moments=blocked_at_once,
        reasons=REASONS,
    )


@pages.post("/<uuid:suppression_id>/buka")
@allow(Right.SUPPRESSIONS_LIFT)
def lift(suppression_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        suppressions.lift(session, suppression_id)
    flash(gettext("Mail goes to this address again."))
    return redirect(url_for("suppressions.index"), 303)


@pages.post("/buka-semua")
@allow(Right.SUPPRESSIONS_LIFT)
def lift_all() -> ResponseReturnValue:
    form = Form.load(MomentSchema(), request.form)
    if not form.ok:
        raise InvalidInput({"first": [msg("Press the button on the page of blocked addresses.")]})
    with transaction() as session:
        count = suppressions.lift_all(session, form.data["first"], form.data["last"])
    flash(gettext("Mail goes to {count} addresses again.", count=count))
    return redirect(url_for("suppressions.index"), 303)
