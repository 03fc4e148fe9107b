"""The life of a partner institution: prospective → active ↔ suspended → ended."""

from collections.abc import Collection

from shared.errors import RuleBroken
from shared.language import Message, msg
from shared.states import StateMachine, from_states

PROSPECTIVE, ACTIVE, SUSPENDED, ENDED = "prospective", "active", "suspended", "ended"

ACTIVATE = "activate"

STATES: dict[str, Message] = {
    PROSPECTIVE: msg("Prospective"),
    ACTIVE: msg("Active partner"),
    SUSPENDED: msg("Suspended"),
    ENDED: msg("Partnership ended"),
}

MACHINE = StateMachine(
    states=STATES,
    transitions={
        ACTIVATE: from_states(PROSPECTIVE, to=ACTIVE),
        "suspend": from_states(ACTIVE, to=SUSPENDED, reason=True),
        "resume": from_states(SUSPENDED, to=ACTIVE),
        "end": from_states(ACTIVE, SUSPENDED, to=ENDED, reason=True),
    },
    refusal=msg("This is not possible while the institution is “{state}”.").template,
)


CONTACT_NEEDED = msg("An active institution needs a contact person with an email or a phone.")


def sees_people(state: str) -> bool:
    """Tell whether the institution may be shown who was nominated to it: only while it is an active partner."""
    return state == ACTIVE


def only_active(state: str) -> Message:
    """Return why an institution in another state gives no seats at the moment."""
    return msg(
        "Offers can be submitted and opened only while the institution is an active partner. It is “{state}” now.",
        state=STATES[state],
    )


def require_active(state: str) -> None:
    """Raise RuleBroken where the institution may not give seats at the moment."""
    if state != ACTIVE:
        raise RuleBroken(only_active(state))


def require_partnership(state: str) -> None:
    """Raise RuleBroken where nobody may sign in for the institution any more."""
    if state == ENDED:
        raise RuleBroken(msg("The partnership with this institution has ended."))


def require_nothing_running(titles: Collection[str]) -> None:
    """Raise RuleBroken where these programmes of the institution still run."""
    if titles:
        named = ", ".join(f"“{title}”" for title in titles)
        raise RuleBroken(msg("Programmes of this institution still run: {titles}. Complete or cancel them first.",
                             titles=named))  # fmt: skip


def has_contact(name: str | None, email: str | None, phone: str | None) -> bool:
    """Tell whether there is a person with an address or a number to verify."""
    return bool(name and (email or phone))


def require_contact(name: str | None, email: str | None, phone: str | None) -> None:
    """Raise RuleBroken unless there is a person with an address or a number to verify."""
    if not has_contact(name, email, phone):
        raise RuleBroken(CONTACT_NEEDED, field="contact_name")
