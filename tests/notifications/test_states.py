"""A message has a state, and so has each of its deliveries: whatever happens, the two never disagree."""

from collections.abc import Callable, Iterator

from services.notifications.domain import message as rules
from services.notifications.models import Message
from shared.errors import RuleBroken

DEPTH = 6
Step = Callable[[Message], None]


def steps() -> Iterator[Step]:
    """Yield all that changes the state of a message: each command, and an attempt at the same or another address."""
    for command in rules.MACHINE.transitions.keys() - {rules.SENDING}:  # only an attempt leads there
        yield lambda message, command=command: message.become(command)
    for address in ("sari@ikm.example", "sari.baru@ikm.example"):
        yield lambda message, address=address: begin(message, address)


def begin(message: Message, address: str) -> None:
    message.address = address
    message.begin(rules.BY_MAIL)


def after(path: tuple[Step, ...]) -> Message:
    message = Message(state=rules.QUEUED, address="sari@ikm.example", deliveries=[])
    for step in path:
        step(message)
    return message


def states(message: Message) -> tuple[str, ...]:
    return message.state, *(f"{one.state} {one.address == message.address}" for one in message.deliveries[-2:])


def disagreement(message: Message) -> str | None:
    if not message.deliveries:
        return "sending by no delivery" if message.state == rules.SENDING else None
    *before, newest = (one.state for one in message.deliveries)
    live = {rules.QUEUED, rules.SENDING}
    if live & set(before):
        return "an older delivery goes on"
    if rules.SENDING in (message.state, newest) and message.state != newest:
        return "only one of the two is being sent"
    if newest in live | {rules.SENT} and message.state != newest:
        return "the message rests, its delivery does not"
    return "sent by no delivery" if message.state == rules.SENT and newest != rules.SENT else None


def test_a_message_and_its_deliveries_agree_whatever_happens_in_whatever_order() -> None:
    seen = {states(after(()))}
    latest: list[tuple[Step, ...]] = [()]
    for _ in range(DEPTH):
        found = []
        for path in latest:
            for step in steps():
                try:
                    message = after((*path, step))
                except RuleBroken:
                    continue
                assert disagreement(message) is None, states(message)
                if states(message) not in seen:
                    seen.add(states(message))
                    found.append((*path, step))
        latest = found
    assert {state for state, *_ in seen} == set(rules.STATES)
