"""The addresses to which nothing goes, and the way back."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.notifications.actions import suppressions
from services.notifications.domain.email import REASONS
from services.notifications.queries.suppressions import list_suppressions
from shared.language import gettext
from shared.web.auth import allow
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.transaction import reading, transaction

pages = Blueprint("suppressions", __name__, url_prefix="/surel/alamat-diblokir")


@pages.get("")
@allow("staff", "head")
def index():
    search = request.args.get("cari")
    number = page_number()
    with reading() as session:
        found, total = list_suppressions(session, search, SIZE, offset(number))
    return render_template(
        "notifications/suppressions/list.html",
        page=Page(found, number, SIZE, total),
        search=search,
        reasons=REASONS,
    )


@pages.post("/<uuid:suppression_id>/buka")
@allow("staff")
def lift(suppression_id: UUID):
    with transaction() as session:
        suppressions.lift(session, suppression_id)
    flash(gettext("Mail goes to this address again."))
    return redirect(url_for("suppressions.index"), 303)
