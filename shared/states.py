"""What every state machine is made of: one command is one transition."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.errors import InvalidInput, RuleBroken
from shared.language import Message, msg
from shared.text import says_something


@dataclass(frozen=True)
class Transition:
    """Where a command may start, where it leads, and whether a reason must be given."""

    sources: frozenset[str]
    target: str
    needs_reason: bool = False


@dataclass(frozen=True)
class StateMachine:
    """The commands of one noun. ``refusal`` is the sentence for a wrong state, with a place {state}."""

    states: Mapping[str, Message]
    transitions: Mapping[str, Transition]
    refusal: str

    def possible(self, state: str) -> tuple[str, ...]:
        """Return the commands that may be given in this state."""
        return tuple(command for command, rule in self.transitions.items() if state in rule.sources)

    def after(self, command: str, state: str, reason: str | None = None) -> str:
        """Return the state a command leads to.

        Raises RuleBroken where it may not be given, InvalidInput where the reason it needs is missing.
        """
        rule = self.transitions[command]
        if state not in rule.sources:
            raise self.refused(state)
        if rule.needs_reason:
            require_reason(reason)
        return rule.target

    def refused(self, state: str) -> RuleBroken:
        """Return the refusal of what may not be done in this state."""
        return RuleBroken(Message(self.refusal, {"state": self.states[state]}))


def from_states(*sources: str, to: str, reason: bool = False) -> Transition:
    """Read as a sentence: ``from_states(OPEN, PAUSED, to=CLOSED)``."""
    return Transition(frozenset(sources), to, reason)


def require_reason(reason: str | None, sentence: Message | None = None) -> None:
    """Raise InvalidInput unless a reason is given; ``sentence`` asks for it in the words of its reader."""
    if not says_something(reason or ""):
        raise InvalidInput({"reason": [sentence or msg("Say why: the reason stays in the history.")]})
