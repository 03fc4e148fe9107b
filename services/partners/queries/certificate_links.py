"""The signed link by which a certificate's paper is fetched; the code on it only says whether it holds."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.models.participation_certificate import ParticipationCertificate
from services.partners.queries.links import WRONG
from shared.crypto import WrongSignature, sign, unsign
from shared.database import signing_keys
from shared.errors import WrongLink

PURPOSE = "participation certificate"
PUBLIC, PATH = "/sertifikat/", "/sertifikat/unduh/"


def paper_path(keys: Sequence[str], certificate: ParticipationCertificate) -> str:
    """Return the path on the site where the paper is fetched."""
    return PATH + sign(keys, PURPOSE, certificate.id.hex)


def certificate_of(session: Session, token: str) -> ParticipationCertificate:
    """Return the certificate a link was made for; raises WrongLink with a sentence for its reader."""
    try:
        named = unsign(signing_keys(session), PURPOSE, token)
    except WrongSignature as error:
        raise WrongLink(WRONG) from error
    certificate = session.get(ParticipationCertificate, UUID(named))
    if certificate is None:
        raise WrongLink(WRONG)
    return certificate
