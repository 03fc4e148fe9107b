"""What stands on a certificate of participation: the same on paper and on its public page."""

from collections.abc import Sequence
from typing import Any

from flask import Response

from services.partners.models.participation_certificate import ParticipationCertificate
from services.partners.queries.certificate_links import PUBLIC
from services.partners.web.papers import as_pdf
from shared.language import gettext, use_language
from shared.paper import qr
from shared.web.office import current_settings
from shared.words import date, period


def certificate_paper(printed: Sequence[ParticipationCertificate], name: str = "sertifikat") -> Response:
    """Return them in one file, a page each."""
    site = current_settings().public_url
    with use_language("id"):
        return as_pdf(
            "certificate", {"certificates": [_page(item, site + PUBLIC + item.code) for item in printed]}, name
        )


def said(certificate: ParticipationCertificate) -> dict[str, str]:
    """Return all that it says, worded."""
    began, ended = certificate.began_on, certificate.ended_on
    return {
        "number": certificate.number,
        "person": certificate.person_name,
        "business": certificate.ikm_name,
        "programme": certificate.programme,
        "institution": certificate.institution_name,
        "office": certificate.office_name,
        "days": period(began, ended) if began and ended else "",
        "length": length(certificate.minutes),
        "meetings": _meetings(certificate.attended, certificate.sessions),
        "issued": date(certificate.issued_at),
    }


def length(minutes: int) -> str:
    """Write how long a programme is in all: nothing where nobody knows."""
    hours, rest = divmod(minutes, 60)
    parts = [
        gettext("{count} hours", count=hours) if hours else "",
        gettext("{count} minutes", count=rest) if rest else "",
    ]
    return " ".join(filter(None, parts))


def _meetings(attended: int, sessions: int) -> str:
    return gettext("{attended} of {sessions} meetings", attended=attended, sessions=sessions) if sessions else ""


def _page(certificate: ParticipationCertificate, address: str) -> dict[str, Any]:
    return {**said(certificate), "address": address, "qr": qr(address)}
