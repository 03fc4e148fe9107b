"""What may happen to an IKM, and what a record must say before it counts as registered."""

from collections.abc import Iterable, Mapping
from typing import Any

from services.registry.domain.fields import VOUCHED
from shared.errors import InvalidInput
from shared.language import Message, msg
from shared.states import StateMachine, from_states
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


MACHINE = StateMachine(
    states=STATUSES,
    transitions={
        "verify": from_states("registered", to="verified"),
        "deactivate": from_states("registered", "verified", to="inactive", reason=True),
        "reactivate": from_states("inactive", to="registered", reason=True),
        "close": from_states(*LIVE, "inactive", to="closed", reason=True),
        "reopen": from_states("closed", to="registered", reason=True),
        "merge": from_states(*LIVE, "inactive", to="merged", reason=True),
    },
    refusal=msg("This is not possible while the IKM is: {state}.").template,
)


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
        raise MACHINE.refused(status)


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
