"""The life of a partner institution: prospective → active ↔ suspended → ended."""

from dataclasses import dataclass

from shared.errors import RuleBroken
from shared.language import Message, msg

PROSPECTIVE, ACTIVE, SUSPENDED, ENDED = "prospective", "active", "suspended", "ended"

STATES: dict[str, Message] = {
    PROSPECTIVE: msg("Prospective"),
    ACTIVE: msg("Active partner"),
    SUSPENDED: msg("Suspended"),
    ENDED: msg("Partnership ended"),
}


@dataclass(frozen=True)
class Transition:
    """One command: where it may start, where it leads, and whether a reason must be given."""

    sources: frozenset[str]
    target: str
    needs_reason: bool = False


TRANSITIONS: dict[str, Transition] = {
    "activate": Transition(frozenset({PROSPECTIVE}), ACTIVE),
    "suspend": Transition(frozenset({ACTIVE}), SUSPENDED, needs_reason=True),
    "resume": Transition(frozenset({SUSPENDED}), ACTIVE),
    "end": Transition(frozenset({ACTIVE, SUSPENDED}), ENDED, needs_reason=True),
}


def possible(state: str) -> tuple[str, ...]:
    """Return the commands an institution in this state accepts."""
    return tuple(command for command, rule in TRANSITIONS.items() if state in rule.sources)


def after(command: str, state: str, reason: str | None = None) -> str:
    """Return the state a command leads to; raises RuleBroken where it may not be given."""
    rule = TRANSITIONS[command]
    if state not in rule.sources:
        raise RuleBroken(msg("This is not possible while the institution is “{state}”.", state=STATES[state]))
    if rule.needs_reason and not (reason or "").strip():
        raise RuleBroken(msg("Say why."), field="reason")
    return rule.target


def require_contact(name: str | None, email: str | None, phone: str | None) -> None:
    """Raise RuleBroken unless there is a person with an address or a number to verify."""
    if not name or not (email or phone):
        raise RuleBroken(msg("An active institution needs a contact person with an email or a phone."))
