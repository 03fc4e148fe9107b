"""Every letter there is, and what follows from its declaration. A mail's row names its letter."""

from collections.abc import Callable, Iterator

from services.notifications.letters import (
    accounts,
    answers,
    attendance,
    cancellations,
    failures,
    institutions,
    invitations,
    nominations,
    offers,
    outcomes,
    participation_certificates,
    seats,
    session_changes,
    sessions,
    waiting,
)
from services.notifications.letters.letter import BEFORE_THE_DEADLINE, DAYTIME, INSTITUTION, STAFF, Letter
from shared.events.contract import Event
from shared.language import Message, msg

UNKNOWN = msg("A letter of another version of the program")

LETTERS: dict[str, Letter] = {
    declared.name: declared
    for module in (
        offers,
        cancellations,
        seats,
        session_changes,
        sessions,
        waiting,
        nominations,
        invitations,
        answers,
        attendance,
        failures,
        accounts,
        institutions,
        outcomes,
        participation_certificates,
    )
    for declared in vars(module).values()
    if isinstance(declared, Letter)
}


def label_of(name: str) -> Message:
    """Return how a letter is called on pages, also one that only another version of the program knows."""
    return LETTERS[name].label if name in LETTERS else UNKNOWN


def about(fact: Event) -> Iterator[Letter]:
    """Yield the letters that tell of a fact."""
    return (letter for letter in LETTERS.values() if type(fact) in letter.of and letter.when(fact))


def _those(kind: Callable[[Letter], bool]) -> frozenset[str]:
    return frozenset(name for name, letter in LETTERS.items() if kind(letter))


ASKING = _those(lambda letter: letter.asks)
CALLING_OFF = _those(lambda letter: letter.calls_off)
ON_THE_CALL_LIST = _those(lambda letter: letter.leads_to_a_call)
NEWS = _those(lambda letter: letter.news)
TO_STAFF = _those(lambda letter: letter.to == STAFF)
TO_INSTITUTIONS = _those(lambda letter: letter.to == INSTITUTION)
PLANNED = _those(lambda letter: letter.goes == BEFORE_THE_DEADLINE)
"""Their days follow from the deadline, whatever the clock said."""
BY_DAY = _those(lambda letter: letter.goes == DAYTIME)
"""Where no person's act led to them, they wait for the morning."""
REMINDER = invitations.invitation_reminder.name


def calls_off(letter: str, answer: str | None) -> bool:
    """Tell whether a mail says that somebody does not come; the end of the offer is no reason to hold that back."""
    return letter in CALLING_OFF or answer == "declined"
