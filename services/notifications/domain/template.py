"""The kinds of mail: for whom, and what to do when nobody knows whether one arrived."""

from dataclasses import dataclass

from shared.language import Message, msg

STAFF, INSTITUTION, IKM = "staff", "institution", "ikm"
ANSWERED = "answered"
CALENDAR_CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Template:
    """``goes_again``: after an uncertain outcome it is sent again; otherwise it waits for a person.

    ``calendar`` is the state of the events in the attached calendar file, None where there is no file; cancelled ones
    leave the calendar they were put into.
    ``news`` belongs to no running process: its reader may turn it off.
    """

    label: Message
    audience: str
    goes_again: bool = True
    calendar: str | None = None
    news: bool = False


TEMPLATES: dict[str, Template] = {
    "offer_submitted": Template(msg("Offer submitted"), STAFF),
    "offer_returned": Template(msg("Offer returned"), INSTITUTION),
    "offer_rejected": Template(msg("Offer rejected"), INSTITUTION),
    "offer_opened": Template(msg("Offer opened"), INSTITUTION),
    "offer_closed": Template(msg("Offer closed"), INSTITUTION, news=True),
    "offer_cancelled": Template(msg("Offer cancelled"), INSTITUTION),
    "offer_cancelled_staff": Template(msg("Offer cancelled by its institution"), STAFF),
    "offer_cancelled_ikm": Template(
        msg("Offer cancelled, to the IKM"), IKM, goes_again=False, calendar=CALENDAR_CANCELLED
    ),
    "seat_withdrawn": Template(msg("Seat taken back"), IKM, goes_again=False, calendar=CALENDAR_CANCELLED),
    "seat_given_back": Template(msg("Seat given back by the IKM"), IKM, goes_again=False, calendar=CALENDAR_CANCELLED),
    "matches_suggested": Template(msg("Suggestions ready"), STAFF, news=True),
    "nominations_sent": Template(msg("Nominations sent"), INSTITUTION),
    "nomination_answered": Template(msg("Nomination answered"), STAFF),
    "invitation": Template(msg("Invitation"), IKM, goes_again=False, calendar="TENTATIVE"),
    "invitation_promoted": Template(
        msg("Invitation from the waiting list"), IKM, goes_again=False, calendar="TENTATIVE"
    ),
    "invitation_reminder": Template(msg("Reminder"), IKM, goes_again=False),
    "invitation_answered_ikm": Template(msg("Confirmation to the IKM"), IKM, goes_again=False, calendar="CONFIRMED"),
    "invitation_answered_institution": Template(msg("Answer of an IKM"), INSTITUTION),
    "email_failed": Template(msg("Mail failed"), STAFF),
}

REMINDER = "invitation_reminder"
ASKING = frozenset({"invitation", "invitation_promoted", REMINDER})
"""Mails that ask for an answer: none goes out once the answer is there."""

CALLING_OFF = frozenset(
    {"offer_cancelled", "offer_cancelled_staff", "offer_cancelled_ikm", "seat_withdrawn", "seat_given_back"}
)
"""Mails that say that something has ended: its end is no reason to hold them back."""

ON_THE_CALL_LIST = ASKING | {"offer_cancelled_ikm", "seat_withdrawn"}
"""Mails about an invitation whose reader partners puts on its call list where they do not arrive: not
what an IKM asked for itself."""

NEWS = frozenset(name for name, template in TEMPLATES.items() if template.news)
TO_INSTITUTIONS = frozenset(name for name, template in TEMPLATES.items() if template.audience == INSTITUTION)


def calls_off(template: str, answer: str | None) -> bool:
    """Tell whether a mail says that somebody does not come; the end of the offer is no reason to hold that back."""
    return template in CALLING_OFF or answer == "declined"
