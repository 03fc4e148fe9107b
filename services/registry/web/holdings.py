"""What hangs on an IKM, recorded from its page: certificates, needs, consent."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from services.registry.actions import certificates, consents, needs
from services.registry.schemas.holding import CertificateSchema, ConsentSchema, NeedSchema
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import transaction

pages = Blueprint("holdings", __name__, url_prefix="/ikm/<uuid:ikm_id>")


@pages.post("/sertifikat")
@allow(Right.REGISTER_WRITE)
def record_certificate(ikm_id: UUID) -> ResponseReturnValue:
    data = Form.load(CertificateSchema(), request.form).require()
    kind, state = data.pop("kind"), data.pop("state")
    return _recorded(ikm_id, "sertifikat", certificates.record_certificate, kind, state, data)


@pages.post("/kebutuhan")
@allow(Right.REGISTER_WRITE)
def record_need(ikm_id: UUID) -> ResponseReturnValue:
    data = Form.load(NeedSchema(), request.form).require()
    return _recorded(ikm_id, "kebutuhan", needs.record_need, data["topic"], data["severity"])


@pages.post("/kebutuhan/<topic>/hapus")
@allow(Right.REGISTER_WRITE)
def drop_need(ikm_id: UUID, topic: str) -> ResponseReturnValue:
    return _recorded(ikm_id, "kebutuhan", needs.drop_need, topic)


@pages.post("/persetujuan")
@allow(Right.REGISTER_WRITE)
def record_consent(ikm_id: UUID) -> ResponseReturnValue:
    data = Form.load(ConsentSchema(), request.form).require()
    return _recorded(ikm_id, "persetujuan", consents.record_consent, data["state"], data["channel"])


def _recorded(ikm_id: UUID, part: str, action: Callable[..., None], *what: Any) -> ResponseReturnValue:
    with transaction() as session:
        action(session, ikm_id, *what)
    flash(gettext("Saved."), "success")
    return redirect(url_for("ikm.show", ikm_id=ikm_id, _anchor=part), 303)
