"""The long work that every service has: forgetting what is old, and taking up all parked messages again."""

from collections import Counter
from uuid import UUID

from sqlalchemy.orm import Session

from shared.language import msg
from shared.messaging import forgetting, parked
from shared.messaging.consumers import Consumers
from shared.messaging.inbox import HANDLED, PARKED, REFUSED
from shared.sessions import forget_ended
from shared.work.asking import ask
from shared.work.hand import Hand
from shared.work.lane import Lane

REPLAY, FORGET = "messages.replay", "messages.forget"
REPLAYED = msg("{done} messages are done, {failed} failed again and stay parked.")
SOME_REFUSED = msg("{done} messages are done, {refused} no longer apply, {failed} failed again and stay parked.")
RUNNING = msg("Running parked messages again: {name}")
STOPPED = msg("Stopped: {done} of {of} messages were taken up again; the others stay parked as they were.")
TAKING_UP = msg("Taking up parked messages again: {done} of {of}")
FORGETTING = msg("{done} old rows were forgotten.")


def add_long_work(lane: Lane, consumers: Consumers) -> None:
    """Declare the kernel's own long work on a service's lane."""

    @lane(REPLAY, stopped=STOPPED)
    def replay(hand: Hand) -> None:
        take_up_again(hand, consumers)

    lane(FORGET)(forget_old)


def take_up_again(hand: Hand, consumers: Consumers) -> None:
    """Take up every parked message, or those of one name. Killed and begun again, it takes up what is parked still."""
    name = hand.arguments["name"]
    with hand.database.reading() as session:
        parked_now = len(parked.can_run_again(session, name))
    of = hand.work.of or parked_now
    before = max(0, of - parked_now)
    refused_before = min(before, (hand.work.result or {}).get("refused", 0))

    def so_far(ended: Counter[str]) -> dict[str, int]:
        done, refused = before - refused_before + ended[HANDLED], refused_before + ended[REFUSED]
        return {"done": done, "refused": refused, "failed": ended[PARKED]}

    def each(number: int, ended: Counter[str]) -> None:
        counts = so_far(ended)
        # Noted at once: nothing else tells whoever goes on after a kill which of the settled ones were refused.
        is_news = counts["refused"] != (hand.work.result or counts)["refused"]
        say = hand.note if is_news else hand.step
        say(before + number, of, msg(TAKING_UP.template, done=before + number, of=of), counts)

    hand.note(before, of, msg(TAKING_UP.template, done=before, of=of), so_far(Counter()))
    counts = so_far(parked.run_all_again(consumers, hand.database, name, each))
    with hand.last_step(msg((SOME_REFUSED if counts["refused"] else REPLAYED).template, **counts), counts):
        pass


def forget_old(hand: Hand) -> None:
    """Forget old facts, messages, sign-ins and work, some at a time, so that nobody waits for it."""
    forgotten, some = 0, 1
    while some:
        with hand.transaction(forgotten, None, msg(FORGETTING.template, done=forgotten)) as session:
            some = forgetting.forget_facts(session) + forgetting.forget_received(session)
        forgotten += some
    forgotten += forgetting.forget_work(hand.database, hand.settings.data_dir)
    with hand.last_step(msg(FORGETTING.template, done=forgotten)) as session:
        forget_ended(session)


def ask_to_forget(session: Session) -> UUID:
    """Ask for the daily forgetting, once; return the work's id."""
    return ask(session, FORGET, msg("Forgetting old messages"), alone=FORGET)


def ask_to_replay(session: Session, name: str | None = None, page: str | None = None) -> UUID:
    """Ask that all parked messages, or those of one name, are taken up again; return the work's id.

    Where that is asked already, nothing is added. ``page``: where they are shown.
    """
    title = msg("Running all parked messages again") if name is None else msg(RUNNING.template, name=name)
    return ask(session, REPLAY, title, page=page, arguments={"name": name}, alone=f"{REPLAY} {name or ''}"[:200])
