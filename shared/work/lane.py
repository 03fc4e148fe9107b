"""The lane of one service: which long work it can do, and doing it, one after the other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from shared.context import Actor, acting_as
from shared.database import Database
from shared.errors import InvalidInput, Refused, RuleBroken
from shared.language import Message, msg
from shared.log import get_logger
from shared.patience import may_pass
from shared.settings import Settings
from shared.storage import is_full
from shared.work.claims import Lost, let_go, take_oldest
from shared.work.hand import Hand, HandedBack, Stopped
from shared.work.pulse import Alive, is_still, pulse
from shared.work.table import DONE, FAILED, STOPPED, WAITING, Work

ATTEMPTS = 3
STOPPED_EARLY = msg("Stopped after {done} of {of}.")
BROKE = msg(
    "This failed and nothing of the last step was kept. "
    "Try again; if it fails again, tell whoever looks after this system."
)
KILLED = msg(
    "This ended its worker three times and was given up. Nothing of the last step was kept. "
    "Tell whoever looks after this system."
)
FULL = msg(
    "The disk of the server is full or cannot be written to. Nothing of the last step was kept. "
    "Tell whoever looks after this system; once there is room, try again."
)
UNKNOWN = msg("This version of the program does not know such work any more. Ask for it again.")

Run = Callable[[Hand], None]
Left = Callable[[Session, Work, Message], None]

log = get_logger(__name__)


def nothing_left(session: Session, work: Work, said: Message) -> None:
    """Put nothing back: what was not done is as it was."""


def nobody(session: Session) -> None:
    """Tell nobody that work is alive."""


@dataclass(frozen=True)
class Kind:
    """A kind of work: ``stopped`` says what is so after a stop, ``left`` puts back what waited for the work."""

    run: Run
    stopped: Message
    left: Left


class Lane:
    """The long work of one service. Each kind is declared once: ``@work("import.plan")``."""

    def __init__(self, service: str) -> None:
        self.service = service
        self.kinds: dict[str, Kind] = {}
        self.in_hand: Hand | None = None

    def __call__(
        self, kind: str, *, stopped: Message = STOPPED_EARLY, left: Left = nothing_left
    ) -> Callable[[Run], Run]:
        """Declare the decorated ``run(hand)`` as what does this kind of work.

        ``stopped`` may say {done} and {of}. ``left(session, work, said)`` is called in the transaction that notes
        that the work was stopped or failed.
        """

        def declare(run: Run) -> Run:
            self.kinds[kind] = Kind(run, stopped, left)
            return run

        return declare

    @property
    def hangs(self) -> bool:
        """Tell whether the work in hand has said nothing for too long."""
        return self.in_hand is not None and is_still(self.in_hand)

    def take_next(self, database: Database, settings: Settings, alive: Alive = nobody) -> bool:
        """Do the work that has waited longest, to its end; False where none waits."""
        with database.transaction() as session:
            work = take_oldest(session)
        if work is None:
            return False
        self.in_hand = Hand(database, settings, work)
        try:
            with acting_as(Actor(work.actor_id, work.actor_name, work.actor_role), work.story):
                self._do(self.in_hand, alive)
        except Lost:
            log.warning("work_taken_over", kind=work.kind, work_id=str(work.id))
        finally:
            self.in_hand = None
        return True

    def _do(self, hand: Hand, alive: Alive) -> None:
        try:
            self._run(hand, alive)
            if not hand.has_ended:
                self._end(hand, DONE, None)
        except Lost:
            raise
        except HandedBack:
            self._hand_back(hand)
        except Stopped:
            self._end(hand, STOPPED, self._stopped(hand.work))
        except Exception as error:  # noqa: BLE001 - whatever it was, whoever asked is told
            if may_pass(error) and not is_full(error) and hand.work.attempts < ATTEMPTS:
                # As after a kill: once nobody holds it any more it is taken up again.
                log.warning("work_interrupted", kind=hand.work.kind, work_id=str(hand.work.id), error=repr(error))
            else:
                self._end(hand, FAILED, _why(error, hand.work), error=_unforeseen(error))

    def _run(self, hand: Hand, alive: Alive) -> None:
        kind = self.kinds.get(hand.work.kind)
        if kind is None:
            raise RuleBroken(UNKNOWN)
        if hand.work.attempts > ATTEMPTS:
            raise RuleBroken(KILLED)
        if hand.work.stopped_by:
            raise Stopped
        with pulse(hand, alive):
            kind.run(hand)

    def _stopped(self, work: Work) -> Message:
        return Message(self.kinds[work.kind].stopped.template, {"done": work.done, "of": work.of or 0})

    def _end(self, hand: Hand, state: str, said: Message | None, *, error: str | None = None) -> None:
        kind = self.kinds.get(hand.work.kind)
        with hand.database.transaction() as session:
            # Where even putting right what was left kills or fails, the work ends without it.
            if kind and said and hand.work.attempts <= ATTEMPTS + 1:
                kind.left(session, hand.work, said)
                session.flush()
            hand.leave(session, state, said, error=error)

    def _hand_back(self, hand: Hand) -> None:
        values: dict[str, Any] = {"state": WAITING, "attempts": hand.work.attempts - 1}
        with hand.database.transaction() as session:
            let_go(session, hand.work.id, hand.work.claim, **values)


def _unforeseen(error: Exception) -> str | None:
    """Return for whoever looks after the system what broke the work, where no sentence for people says it."""
    return None if isinstance(error, Refused | InvalidInput) else repr(error)


def _why(error: Exception, work: Work) -> Message:
    """Return a sentence for the person; what nobody foresaw is logged."""
    if isinstance(error, Refused):
        return error.message
    if isinstance(error, InvalidInput):
        [said, *_] = next(iter(error.errors.values()))
        return said
    if is_full(error):
        log.error("work_found_no_room", kind=work.kind, work_id=str(work.id), error=repr(error))
        return FULL
    log.error("work_failed", kind=work.kind, work_id=str(work.id), exc_info=error)
    return BROKE
