"""Certificates of participation, as the office issues, prints and revokes them."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions.participation_certificates import issue, issue_anew, revoke
from services.partners.queries.offers import get_offer
from services.partners.queries.participation_certificates import get_certificate, of_offer
from services.partners.web.audience import scope
from services.partners.web.certificate_paper import certificate_paper
from shared.errors import NotFound
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.office import current_settings
from shared.web.text import typed
from shared.web.transaction import reading, transaction

pages = Blueprint("participation_certificates", __name__, url_prefix="/penawaran")
ONE = "/sertifikat/<uuid:certificate_id>"


@pages.get("/<uuid:offer_id>/sertifikat")
@allow(Right.CERTIFICATES_READ)
def index(offer_id: UUID) -> str:
    with reading() as session:
        offer = get_offer(session, offer_id, of=scope(Right.CERTIFICATES_READ))
        certificates = of_offer(session, offer_id)
        return render_template("partners/certificates/list.html", offer=offer, certificates=certificates)


@pages.post("/<uuid:offer_id>/sertifikat")
@allow(Right.CERTIFICATES_ISSUE)
def issue_all(offer_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        issued = len(issue(session, offer_id, current_settings().office.name))
    if issued:
        flash(gettext("Certificates issued: {count}. Mail brings them to whoever has an address.", count=issued))
    else:
        flash(gettext("Nobody else has completed the programme: nothing was issued."), "warning")
    return _list(offer_id)


@pages.get("/<uuid:offer_id>/sertifikat/cetak")
@allow(Right.CERTIFICATES_READ)
def print_all(offer_id: UUID) -> ResponseReturnValue:
    """Print those that hold, or with ``tanpa-email`` those that no mail brings."""
    with reading() as session:
        get_offer(session, offer_id, of=scope(Right.CERTIFICATES_READ))
        found = of_offer(session, offer_id)
        printed = found.to_print if "tanpa-email" in request.args else found.genuine
        if not printed:
            raise NotFound
        return certificate_paper(printed)


@pages.get(f"{ONE}/cetak")
@allow(Right.CERTIFICATES_READ)
def print_one(certificate_id: UUID) -> ResponseReturnValue:
    with reading() as session:
        return certificate_paper([get_certificate(session, certificate_id)])


@pages.post(f"{ONE}/cabut")
@allow(Right.CERTIFICATES_ISSUE)
def revoke_one(certificate_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        revoked = revoke(session, certificate_id, typed("reason"))
    flash(gettext("Certificate {number} is revoked. Its page says so and why.", number=revoked.number))
    return _list(revoked.offer_id)


@pages.post(f"{ONE}/terbitkan-lagi")
@allow(Right.CERTIFICATES_ISSUE)
def reissue_one(certificate_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        issued = issue_anew(session, certificate_id, current_settings().office.name)
    flash(gettext("Certificate {number} is issued.", number=issued.number))
    return _list(issued.offer_id)


def _list(offer_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("participation_certificates.index", offer_id=offer_id), 303)
