"""The public pages of a certificate, without an account: whether it holds, and by a signed link its paper."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.partners.domain.participation_certificate import GENUINE, REVOKED
from services.partners.models.participation_certificate import with_code
from services.partners.queries.certificate_links import certificate_of
from services.partners.web.certificate_paper import certificate_paper, said
from services.partners.web.respond import wrong_link
from shared.errors import WrongLink
from shared.language import msg
from shared.web.auth import allow_anyone
from shared.web.limits import no_guessing
from shared.web.transaction import reading

pages = Blueprint("certificate_check", __name__, url_prefix="/sertifikat")
pages.register_error_handler(WrongLink, wrong_link)
UNKNOWN = msg("This certificate is unknown. Compare the code with the paper, letter by letter.")


@pages.get("/<code>")
@allow_anyone
@no_guessing
def show(code: str) -> str:
    with reading() as session:
        for found in with_code(session, code.strip().upper()):
            state = GENUINE if found.is_genuine else REVOKED
            return render_template("partners/certificates/check.html", certificate=found, said=said(found), state=state)
    raise WrongLink(UNKNOWN)


@pages.get("/unduh/<token>")
@allow_anyone
@no_guessing
def paper(token: str) -> ResponseReturnValue:
    """Hand out the paper; of one that was revoked its page says why."""
    with reading() as session:
        found = certificate_of(session, token)
        if not found.is_genuine:
            return redirect(url_for("certificate_check.show", code=found.code))
        return certificate_paper([found])
