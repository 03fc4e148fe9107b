"""The browsers and programs signed in with one's own account, each of which can be ended."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions import sign_ins
from services.partners.web.audience import own_account_id, this_sign_in
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.transaction import transaction

pages = Blueprint("own_sign_ins", __name__, url_prefix="/akun/masuk")


@pages.post("/<uuid:sign_in_id>/akhiri")
@allow(Right.OWN_ACCOUNT_KEEP)
def end(sign_in_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        sign_ins.end_one(session, own_account_id(), sign_in_id)
    flash(gettext("That sign-in is ended."))
    return redirect(url_for("account.show"), 303)


@pages.post("/akhiri-lainnya")
@allow(Right.OWN_ACCOUNT_KEEP)
def end_others() -> ResponseReturnValue:
    with transaction() as session:
        sign_ins.end_others(session, own_account_id(), this_sign_in().id)
    flash(gettext("All other sign-ins are ended."))
    return redirect(url_for("account.show"), 303)
