"""Attempts, one mail after the other: what was heard of one that was taken is written down as the next one begins."""

from types import TracebackType

from billiard.exceptions import SoftTimeLimitExceeded
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from services.notifications.actions import messages
from services.notifications.actions.attempts import at_hand, give_up, write
from services.notifications.channels.mail import Mail
from services.notifications.channels.rendering import reference
from services.notifications.domain import message as rules
from services.notifications.domain.verdict import ACCEPTED
from services.notifications.letters.rendering import Written
from services.notifications.models.message import Message
from services.notifications.models.message_claims import let_wait
from services.notifications.queries.known import Known
from services.notifications.tasks.heard import Heard
from shared.clock import now
from shared.database import Database
from shared.log import get_logger
from shared.patience import may_pass
from shared.settings import Settings

log = get_logger(__name__)


class Attempts:
    """Never is more than one mail under way; whatever ends the block, what was heard is written down."""

    def __init__(self, database: Database, settings: Settings, channel: Mail) -> None:
        self.database, self.settings, self.channel = database, settings, channel
        self.heard = Heard(database)

    def __enter__(self) -> "Attempts":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.heard.write_down()

    def make(self, message: Message) -> bool:
        """Try one message; returns whether that showed the mail server to be in trouble."""
        self.channel.make_ready()
        letter = self._begin_patiently(message)
        if letter is None:
            return False
        verdict = self.channel.hand_over(letter, reference(message, self.settings))
        log.info("mail_attempted", email_id=str(message.id), outcome=verdict.outcome)
        self.heard.answer = message, verdict
        return verdict.outcome != ACCEPTED and self.heard.write_down()

    def _begin_patiently(self, message: Message) -> Written | None:
        """Begin by itself where what was heard could not be written down at the same time."""
        try:
            return self._begin(message)
        except DBAPIError as error:
            if not (self.heard and may_pass(error)):
                raise
        self.heard.write_down()
        return self._begin(message)

    def _begin(self, message: Message) -> Written | None:
        """Commit that an attempt begins now, unless the message may not go, or not yet, or was taken over since.

        Its letter is written here, so that it says, and goes where, the facts of this moment say.
        """
        try:
            with self.heard.transaction() as session:
                if row := at_hand(session, message):
                    return self._decide(session, row)
        except (SQLAlchemyError, SoftTimeLimitExceeded):
            raise
        except Exception as error:
            # Whatever is wrong with one must not hold up the others; it is logged, shown, and told to staff.
            log.exception("mail_unwritable", email_id=str(message.id), template=message.template)
            self._give_up(message, repr(error))
        else:
            self._let_wait(message)
        return None

    def _decide(self, session: Session, row: Message) -> Written | None:
        known = Known(session)
        stopped = messages.rest_if_stopped(session, row, known)
        return None if stopped else write(session, row, known.reader(row.addressee), self.settings)

    def _give_up(self, message: Message, error: str) -> None:
        self.heard.write_down()
        with self.database.transaction() as session:
            give_up(session, message, error)

    def _let_wait(self, message: Message) -> None:
        """Give it back by itself: a row that somebody holds is waited for with no lock in hand."""
        with self.database.transaction() as session:
            let_wait(session, message.id, message.claim, now() + rules.LET_PASS)
