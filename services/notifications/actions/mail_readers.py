"""Whom of the office each kind of staff mail is for."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from services.notifications.actions.mail_server import MAIL_SERVER
from services.notifications.models import mail_server
from services.notifications.models.chosen_reader import choose, chosen_for
from services.notifications.models.recipient import staff
from shared.audit import record
from shared.errors import InvalidInput
from shared.language import msg


def choose_readers(session: Session, chosen: Mapping[str, Iterable[UUID]]) -> None:
    """Let each kind of staff mail go to those chosen for it; a kind without anybody goes to all.

    Raises InvalidInput for an account that reads no staff mail.
    """
    mail_server.locked(session)  # one after the other, so that two at once do not mix
    known = {recipient.account_id for recipient in staff(session)}
    wanted = {letter: set(ids) for letter, ids in chosen.items()}
    wrong = {letter: [msg("One of these accounts reads no mails of the office any more. Choose anew.")]
             for letter, ids in wanted.items() if ids - known}  # fmt: skip
    if wrong:
        raise InvalidInput(wrong)
    changed = {letter: ids for letter, ids in wanted.items() if ids != chosen_for(session, letter)}
    for letter, ids in changed.items():
        choose(session, letter, ids)
    if changed:
        told = {letter: sorted(map(str, ids)) for letter, ids in sorted(changed.items())}
        record(session, noun="mail_server", noun_id=MAIL_SERVER, action="choose_readers", new=told)
