"""What hangs on an IKM, recorded from its page: certificates, needs, consent."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from services.registry.actions import certificates, consents, needs
from services.registry.actions.outcome_closing import follow_certificates
from services.registry.schemas.holding import CertificateSchema, ConsentSchema, NeedSchema
from services.registry.web import ikm_page
from shared.language import gettext
from shared.rights import Right
from shared.vocabulary import OUTCOMES
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import transaction

pages = Blueprint("holdings", __name__, url_prefix="/ikm/<uuid:ikm_id>")


@pages.post("/sertifikat")
@allow(Right.REGISTER_WRITE)
def record_certificate(ikm_id: UUID) -> ResponseReturnValue:
    form = Form.load(CertificateSchema(), request.form)
    if not form.ok:
        return ikm_page.render(ikm_id, certificate=form), form.status
    kind, state = form.data.pop("kind"), form.data.pop("state")
    with transaction() as session:
        certificates.record_certificate(session, ikm_id, kind, state, form.data)
        closed = [OUTCOMES[outcome.kind] for outcome in follow_certificates(session, ikm_id)]
    flash(gettext("Saved."), "success")
    for outcome in closed:
        flash(gettext("It closes a planned outcome: {outcome}.", outcome=outcome), "success")
    return redirect(url_for("ikm.show", ikm_id=ikm_id, _anchor="sertifikat"), 303)


@pages.post("/kebutuhan")
@allow(Right.REGISTER_WRITE)
def record_need(ikm_id: UUID) -> ResponseReturnValue:
    form = Form.load(NeedSchema(), request.form)
    if not form.ok:
        return ikm_page.render(ikm_id, need=form), form.status
    return _recorded(ikm_id, "kebutuhan", needs.record_need, form.data["topic"], form.data["severity"])


@pages.post("/kebutuhan/<topic>/hapus")
@allow(Right.REGISTER_WRITE)
def drop_need(ikm_id: UUID, topic: str) -> ResponseReturnValue:
    return _recorded(ikm_id, "kebutuhan", needs.drop_need, topic)


@pages.post("/persetujuan")
@allow(Right.REGISTER_WRITE)
def record_consent(ikm_id: UUID) -> ResponseReturnValue:
    form = Form.load(ConsentSchema(), request.form)
    if not form.ok:
        return ikm_page.render(ikm_id, consent=form), form.status
    return _recorded(ikm_id, "persetujuan", consents.record_consent, form.data["state"], form.data["channel"])


def _recorded(ikm_id: UUID, part: str, action: Callable[..., None], *what: Any) -> ResponseReturnValue:
    with transaction() as session:
        action(session, ikm_id, *what)
    flash(gettext("Saved."), "success")
    return redirect(url_for("ikm.show", ikm_id=ikm_id, _anchor=part), 303)
