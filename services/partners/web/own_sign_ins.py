"""The browsers and programs signed in with one's own account, each of which can be ended."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for

from services.partners.actions import sign_ins
from shared.context import actor
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow, current_sign_in
from shared.web.transaction import transaction

pages = Blueprint("own_sign_ins", __name__, url_prefix="/akun/masuk")


@pages.post("/<uuid:sign_in_id>/akhiri")
@allow(Right.OWN_ACCOUNT_KEEP)
def end(sign_in_id: UUID):
    with transaction() as session:
        sign_ins.end_one(session, actor().id, sign_in_id)
    flash(gettext("That sign-in is ended."))
    return redirect(url_for("account.show"), 303)


@pages.post("/akhiri-lainnya")
@allow(Right.OWN_ACCOUNT_KEEP)
def end_others():
    with transaction() as session:
        sign_ins.end_others(session, actor().id, current_sign_in().id)
    flash(gettext("All other sign-ins are ended."))
    return redirect(url_for("account.show"), 303)
