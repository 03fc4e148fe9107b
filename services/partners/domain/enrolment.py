"""What follows a yes: whoever is enrolled completes a programme, or does not (product.md, 2)."""

from shared.language import Message, msg
from shared.states import StateMachine, from_states

ENROLLED, COMPLETED, INCOMPLETE = "enrolled", "completed", "incomplete"
WITHDREW, NO_SHOW = "withdrew", "no_show"

STATES: dict[str, Message] = {
    ENROLLED: msg("Enrolled"),
    COMPLETED: msg("Completed the programme"),
    INCOMPLETE: msg("Did not complete it"),
    WITHDREW: msg("Withdrew"),
    NO_SHOW: msg("Never came"),
}
CONCLUDED = frozenset({COMPLETED, INCOMPLETE, NO_SHOW})
"""How it stands for whoever kept the seat once the list is closed."""
TAKES_PART = CONCLUDED | {ENROLLED}

MACHINE = StateMachine(
    states=STATES,
    transitions={
        "complete": from_states(ENROLLED, INCOMPLETE, NO_SHOW, to=COMPLETED),
        "fall_short": from_states(ENROLLED, COMPLETED, NO_SHOW, to=INCOMPLETE, reason=True),
        "miss": from_states(ENROLLED, COMPLETED, INCOMPLETE, to=NO_SHOW),
        "withdraw": from_states(ENROLLED, COMPLETED, INCOMPLETE, NO_SHOW, to=WITHDREW, reason=True),
        "return": from_states(WITHDREW, to=ENROLLED),
    },
    refusal=msg("This is not possible while the enrolment is “{state}”.").template,
)
