"""What may happen to an IKM, and what a record must say before it counts as registered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.registry.domain.fields import VOUCHED
from shared.errors import InvalidInput, RuleBroken
from shared.language import Message, msg
from shared.text import says_something

STATUSES: dict[str, Message] = {
    "draft": msg("Draft"),
    "registered": msg("Registered"),
    "verified": msg("Verified"),
    "inactive": msg("Inactive"),
    "closed": msg("Closed down"),
    "merged": msg("Merged"),
}

LIVE = ("draft", "registered", "verified")
ENDED = ("merged", "closed")


@dataclass(frozen=True)
class Transition:
    """One command: from which states, to which, and whether a reason must be given."""

    sources: tuple[str, ...]
    target: str
    needs_reason: bool = False


TRANSITIONS: dict[str, Transition] = {
    "verify": Transition(("registered",), "verified"),
    "deactivate": Transition(("registered", "verified"), "inactive", needs_reason=True),
    "reactivate": Transition(("inactive",), "registered", needs_reason=True),
    "close": Transition((*LIVE, "inactive"), "closed", needs_reason=True),
    "merge": Transition((*LIVE, "inactive"), "merged", needs_reason=True),
}


def next_status(command: str, status: str, reason: str | None = None) -> str:
    """Return the state a command leads to.

    Raises RuleBroken where the state does not allow it, InvalidInput where the mandatory reason is missing.
    """
    transition = TRANSITIONS[command]
    if status not in transition.sources:
        raise RuleBroken(msg("This is not possible while the IKM is: {status}.", status=STATUSES[status]))
    if transition.needs_reason:
        require_reason(reason)
    return transition.target


def require_reason(reason: str | None) -> None:
    """Raise InvalidInput unless a reason is given."""
    if not says_something(reason or ""):
        raise InvalidInput({"reason": [msg("Say why: the reason stays in the history.")]})


def commands_for(status: str) -> list[str]:
    """Return the commands a page may offer in this state."""
    return [name for name, transition in TRANSITIONS.items() if status in transition.sources]


def missing_for_registration(values: Mapping[str, Any]) -> dict[str, list[Message]]:
    """Return, by field, what a record lacks to be registered. No legal number is ever among it."""
    missing = {}
    if not says_something(values.get("name") or ""):
        missing["name"] = [msg("The name of the business is needed.")]
    if not values.get("kecamatan_code"):
        missing["kecamatan_code"] = [msg("Choose the kecamatan.")]
    if not (values.get("cluster") or values.get("kbli")):
        missing["cluster"] = [msg("Choose a cluster or give a KBLI code.")]
    return missing


def status_of_new(values: Mapping[str, Any]) -> str:
    """Return ``registered`` for a record that says enough, else ``draft``."""
    return "draft" if missing_for_registration(values) else "registered"


def check_editable(status: str) -> None:
    """Raise RuleBroken for a record that is merged or closed."""
    if status in ENDED:
        raise RuleBroken(msg("This is not possible while the IKM is: {status}.", status=STATUSES[status]))


def status_after_edit(status: str, changed: Iterable[str], values: Mapping[str, Any]) -> str:
    """Return the state after fields were changed; ``values`` are the new ones.

    A draft that says enough becomes registered; a verified one drops to registered where what was vouched for changes.
    Raises RuleBroken for a record that is merged or closed, InvalidInput where a registered one would lack something.
    """
    check_editable(status)
    if status == "draft":
        return status_of_new(values)
    if missing := missing_for_registration(values):
        raise InvalidInput(missing)
    if status == "verified" and not VOUCHED.isdisjoint(changed):
        return "registered"
    return status


def ikm_number(serial: int) -> str:
    """Return the number people use: ``IKM-00001``."""
    return f"IKM-{serial:05d}"
