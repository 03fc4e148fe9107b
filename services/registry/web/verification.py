"""Decisions about a whole record, each one button: verify, rest, wake, close, restrict, read the NIK."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.registry.actions import verification
from services.registry.actions.nik import reveal_nik
from services.registry.queries.ikm_page import get_ikm
from services.registry.web import ikm_page
from services.registry.web.cipher import cipher
from shared.errors import StaleForm
from shared.language import Message, msg
from shared.rights import Right
from shared.web.auth import allow
from shared.web.text import typed
from shared.web.transaction import reading, transaction

pages = Blueprint("verification", __name__, url_prefix="/ikm/<uuid:ikm_id>")


@pages.post("/verifikasi")
@allow(Right.REGISTER_MOVE)
def verify(ikm_id: UUID) -> ResponseReturnValue:
    return _decided(ikm_id, msg("The IKM is verified."), verification.verify, check=ikm_page.as_seen())


@pages.post("/nonaktif")
@allow(Right.REGISTER_MOVE)
def deactivate(ikm_id: UUID) -> ResponseReturnValue:
    return _decided(ikm_id, msg("The IKM is inactive now."), verification.deactivate, **_as_seen())


@pages.post("/aktif")
@allow(Right.REGISTER_MOVE)
def reactivate(ikm_id: UUID) -> ResponseReturnValue:
    return _decided(ikm_id, msg("The IKM is active again."), verification.reactivate, **_as_seen())


@pages.post("/tutup")
@allow(Right.REGISTER_MOVE)
def close(ikm_id: UUID) -> ResponseReturnValue:
    return _decided(ikm_id, msg("The IKM is marked as closed down."), verification.close, **_as_seen())


@pages.post("/buka-lagi")
@allow(Right.REGISTER_MOVE)
def reopen(ikm_id: UUID) -> ResponseReturnValue:
    return _decided(ikm_id, msg("The IKM is in business again."), verification.reopen, **_as_seen())


@pages.post("/batasi")
@allow(Right.PERSONAL_DATA_RESTRICT)
def restrict(ikm_id: UUID) -> ResponseReturnValue:
    done = msg("The IKM is restricted: no matching, sharing or mail.")
    return _decided(ikm_id, done, verification.restrict, restricted=True, reason=_reason())


@pages.post("/buka-batasan")
@allow(Right.PERSONAL_DATA_RESTRICT)
def lift_restriction(ikm_id: UUID) -> ResponseReturnValue:
    done = msg("The restriction is lifted.")
    return _decided(ikm_id, done, verification.restrict, restricted=False, **_as_seen())


@pages.post("/nik")
@allow(Right.PERSONAL_DATA_READ)
def read_nik(ikm_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        nik = reveal_nik(session, ikm_id, _reason(), cipher())
    with reading() as session:
        page = render_template("registry/ikm/nik.html", ikm=get_ikm(session, ikm_id), nik=nik)
    return page, {"Cache-Control": "no-store"}


def _decided(ikm_id: UUID, done: Message, decide: Callable[..., Any], **how: Any) -> ResponseReturnValue:
    try:
        with transaction() as session:
            decide(session, ikm_id, **how)
    except StaleForm as stale:
        return ikm_page.render(ikm_id, stale), stale.status
    flash(str(done), "success")
    return redirect(url_for("ikm.show", ikm_id=ikm_id), 303)


def _as_seen() -> dict[str, Any]:
    return {"reason": _reason(), "check": ikm_page.as_seen_if_said()}


def _reason() -> str:
    return typed("reason", 500)
