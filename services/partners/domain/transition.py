"""What every state machine of partners is made of: one command is one transition."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.errors import RuleBroken
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
        """Return the state a command leads to; raises RuleBroken where it may not be given."""
        rule = self.transitions[command]
        if state not in rule.sources:
            raise RuleBroken(Message(self.refusal, {"state": self.states[state]}))
        if rule.needs_reason and not says_something(reason or ""):
            raise RuleBroken(msg("Say why."), field="reason")
        return rule.target


def from_states(*sources: str, to: str, reason: bool = False) -> Transition:
    """Read as a sentence: ``from_states(OPEN, PAUSED, to=CLOSED)``."""
    return Transition(frozenset(sources), to, reason)
