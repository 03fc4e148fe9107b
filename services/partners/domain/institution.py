"""The life of a partner institution: prospective → active ↔ suspended → ended."""

from services.partners.domain.transition import StateMachine, from_states
from shared.errors import RuleBroken
from shared.language import Message, msg

PROSPECTIVE, ACTIVE, SUSPENDED, ENDED = "prospective", "active", "suspended", "ended"

STATES: dict[str, Message] = {
    PROSPECTIVE: msg("Prospective"),
    ACTIVE: msg("Active partner"),
    SUSPENDED: msg("Suspended"),
    ENDED: msg("Partnership ended"),
}

MACHINE = StateMachine(
    states=STATES,
    transitions={
        "activate": from_states(PROSPECTIVE, to=ACTIVE),
        "suspend": from_states(ACTIVE, to=SUSPENDED, reason=True),
        "resume": from_states(SUSPENDED, to=ACTIVE),
        "end": from_states(ACTIVE, SUSPENDED, to=ENDED, reason=True),
    },
    refusal=msg("This is not possible while the institution is “{state}”.").template,
)


def require_contact(name: str | None, email: str | None, phone: str | None) -> None:
    """Raise RuleBroken unless there is a person with an address or a number to verify."""
    if not name or not (email or phone):
        raise RuleBroken(
            msg("An active institution needs a contact person with an email or a phone."), field="contact_name"
        )
