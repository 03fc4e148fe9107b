"""Closing an attendance list: first who completes and who does not, and what is not noted yet."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions.attendance_list import close_list
from services.partners.domain.attendance import THRESHOLD
from services.partners.queries.attendance import attendance_of
from services.partners.queries.closing import closing_of
from services.partners.schemas.attendance import ClosingSchema
from services.partners.web.attendance import require_reachable
from services.partners.web.audience import scope
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import reading, transaction

pages = Blueprint("attendance_closing", __name__, url_prefix="/penawaran/<uuid:offer_id>/daftar-hadir/tutup")


@pages.get("")
@allow(Right.ATTENDANCE_WRITE, Right.OWN_ATTENDANCE_WRITE)
def confirm(offer_id: UUID) -> str:
    with reading() as session:
        shown = attendance_of(session, offer_id, of=scope(Right.ATTENDANCE_WRITE))
        return render_template(
            "partners/attendance/closing.html",
            offer=shown.offer,
            shown=shown,
            closing=closing_of(session, shown.offer),
            threshold=shown.offer.threshold or THRESHOLD,
        )


@pages.post("")
@allow(Right.ATTENDANCE_WRITE, Right.OWN_ATTENDANCE_WRITE)
def close(offer_id: UUID) -> ResponseReturnValue:
    require_reachable(offer_id)
    sent = Form.load(ClosingSchema(), request.form).require()
    with transaction() as session:
        close_list(session, offer_id, sent["seen"])
    flash(gettext("The list is closed. A later correction needs a reason, and staff hear of it."))
    return redirect(url_for("attendance.show", offer_id=offer_id), 303)
