"""What those who took part say of a programme: how useful it was, what comes first, what still stops them."""

from services.partners.domain.enrolment import COMPLETED, ENROLLED, INCOMPLETE
from shared.errors import RuleBroken
from shared.language import Message, msg

USEFUL: dict[str, Message] = {
    "1": msg("1: not useful"),
    "2": msg("2: a little"),
    "3": msg("3: fairly"),
    "4": msg("4: useful"),
    "5": msg("5: very useful"),
}
LINK, PHONE = "link", "phone"
ASKED = frozenset({ENROLLED, COMPLETED, INCOMPLETE})
"""Of these whoever was at a session is asked."""


def require_asked(state: str, *, attended: bool) -> None:
    """Raise RuleBroken where somebody was at no session, or withdrew."""
    if state not in ASKED or not attended:
        raise RuleBroken(msg("Only whoever was at a session can say how useful it was."))
