"""The signed link in an invitation: it names the invitation and its nonce, and works for nothing else."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.models.invitation import Invitation
from services.partners.queries.succession import current_of
from shared.crypto import WrongSignature, sign, unsign
from shared.database import signing_keys
from shared.errors import WrongLink
from shared.language import msg

PURPOSE = "invitation"
PATH = "/undangan/"
WRONG = msg("This link is not complete. Open it from the message again, or call the office.")
TOO_OLD = msg("This link is too old. Call the office.")
KEEPS_SECONDS = 400 * 24 * 3600


def answer_path(keys: Sequence[str], invitation: Invitation) -> str:
    """Return the path on the site where the invitation is shown and answered."""
    return PATH + sign(keys, PURPOSE, [invitation.id.hex, invitation.nonce])


def invitation_of(session: Session, token: str) -> Invitation:
    """Return the invitation a link leads to: the one it names, or what took its place since.

    Raises WrongLink with a sentence for its reader.
    """
    return current_of(session, named_by(session, token))


def named_by(session: Session, token: str) -> Invitation:
    """Return the invitation for which a link was made; raises WrongLink with a sentence for its reader."""
    try:
        named, nonce = unsign(signing_keys(session), PURPOSE, token, max_age=KEEPS_SECONDS)
    except WrongSignature as error:
        raise WrongLink(TOO_OLD if error.expired else WRONG) from error
    invitation = session.get(Invitation, UUID(named))
    if invitation is None or invitation.nonce != nonce:
        raise WrongLink(WRONG)
    return invitation
