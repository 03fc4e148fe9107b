"""The signed link by which somebody says how useful a programme was."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.models.enrolment import Enrolment
from services.partners.queries.links import WRONG
from shared.crypto import WrongSignature, sign, unsign
from shared.database import signing_keys
from shared.errors import WrongLink

PURPOSE = "evaluation"
PATH = "/evaluasi/"


def evaluation_path(keys: Sequence[str], enrolment_id: UUID) -> str:
    """Return the path on the site where the three questions are asked."""
    return PATH + sign(keys, PURPOSE, enrolment_id.hex)


def enrolment_of(session: Session, token: str) -> Enrolment:
    """Return whose answer a link takes; raises WrongLink with a sentence for its reader."""
    try:
        named = unsign(signing_keys(session), PURPOSE, token)
    except WrongSignature as error:
        raise WrongLink(WRONG) from error
    enrolment = session.get(Enrolment, UUID(named))
    if enrolment is None:
        raise WrongLink(WRONG)
    return enrolment
