"""An IKM in relation to an offer: what the machine suggests, what staff and the institution decide."""

from shared.language import Message, msg
from shared.states import StateMachine, from_states

SUGGESTED, TO_CONFIRM, NOT_ELIGIBLE = "suggested", "to_confirm", "not_eligible"
NOMINATED, WAITING, ACCEPTED, REJECTED = "nominated", "waiting", "accepted", "rejected"
DISMISSED, WITHDRAWN = "dismissed", "withdrawn"

STATES: dict[str, Message] = {
    SUGGESTED: msg("Suggested"),
    TO_CONFIRM: msg("To be confirmed"),
    NOT_ELIGIBLE: msg("Not eligible"),
    NOMINATED: msg("Nominated"),
    WAITING: msg("On the waiting list"),
    ACCEPTED: msg("Accepted by the institution"),
    REJECTED: msg("Rejected by the institution"),
    DISMISSED: msg("Dismissed"),
    WITHDRAWN: msg("Withdrawn"),
}
BY_THE_MACHINE = frozenset({SUGGESTED, TO_CONFIRM, NOT_ELIGIBLE})
"""What the machine thinks of whoever nobody has decided about; a kept nomination is in another state."""
TAKES_A_SEAT = frozenset({NOMINATED, ACCEPTED})
LIVE = TAKES_A_SEAT | {WAITING}
MERGED = msg("The same IKM was recorded twice; its other nomination counts.")
PARTED = msg("It was thought to be the same IKM as another and gave way to it; they are two after all.")

MACHINE = StateMachine(
    states=STATES,
    transitions={
        "nominate": from_states(SUGGESTED, TO_CONFIRM, WAITING, to=NOMINATED),
        "queue": from_states(SUGGESTED, TO_CONFIRM, to=WAITING),
        "accept": from_states(NOMINATED, to=ACCEPTED),
        "reject": from_states(NOMINATED, to=REJECTED, reason=True),
        "dismiss": from_states(SUGGESTED, TO_CONFIRM, WAITING, to=DISMISSED, reason=True),
        "withdraw": from_states(NOMINATED, ACCEPTED, WAITING, to=WITHDRAWN, reason=True),
        "readmit": from_states(WITHDRAWN, DISMISSED, to=TO_CONFIRM),
        "return": from_states(WITHDRAWN, to=ACCEPTED),
    },
    refusal=msg("This is not possible while the nomination is “{state}”.").template,
)

# A decision against stands before the waiting list: whoever said no is never invited again by the machine.
_ADVANCE = (ACCEPTED, NOMINATED, REJECTED, WITHDRAWN, DISMISSED, WAITING, SUGGESTED, TO_CONFIRM, NOT_ELIGIBLE)


def advance(state: str) -> int:
    """Return how far a nomination has come, the furthest first: of two for one IKM the smaller number stays."""
    return _ADVANCE.index(state)
