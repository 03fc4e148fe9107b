"""The signed link of whoever waits: it names the place in line and the IKM that has it, and works for nothing else."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.models.nomination import Nomination
from services.partners.queries.links import KEEPS_SECONDS, TOO_OLD, WRONG
from shared.crypto import WrongSignature, sign, unsign
from shared.database import signing_keys
from shared.errors import WrongLink

PURPOSE = "waiting list"
PATH = "/antrean/"


def line_path(keys: Sequence[str], nomination: Nomination) -> str:
    """Return the path on the site where its place in line is shown."""
    return PATH + sign(keys, PURPOSE, [nomination.id.hex, nomination.made_for.hex])


def in_line(session: Session, token: str) -> Nomination:
    """Return the nomination for which a link was made; raises WrongLink with a sentence for its reader.

    After a merger was undone the place may belong to another IKM than the reader's.
    """
    try:
        named, made_for = unsign(signing_keys(session), PURPOSE, token, max_age=KEEPS_SECONDS)
    except WrongSignature as error:
        raise WrongLink(TOO_OLD if error.expired else WRONG) from error
    nomination = session.get(Nomination, UUID(named))
    if nomination is None or nomination.made_for != UUID(made_for):
        raise WrongLink(WRONG)
    return nomination
