"""What an IKM reads that is asked to come."""

from services.notifications.letters.content import Button, Content, Part
from services.notifications.letters.facts import facts_of, first_facts, other_facts
from services.notifications.letters.letter import BEFORE_THE_DEADLINE, DAYTIME, IKM, letter
from services.notifications.letters.sentences import answer_by_phone, times_are_attached
from services.notifications.letters.told import Told
from services.notifications.letters.wording import short
from shared.events.partners import InvitationIssued
from shared.language import gettext as _
from shared.language import msg

UNCERTAIN_DATES = "TENTATIVE"


@letter(msg("Invitation"), to=IKM, of=InvitationIssued, when=lambda fact: not fact.promoted, asks=True)
def invitation(told: Told) -> Content:
    return Content(
        _("Invitation for {ikm}: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            _("We invite your business, {ikm}.", ikm=told["ikm_name"]),
            *_please_answer(told),
            times_are_attached(told),
        ],
        calendar=UNCERTAIN_DATES,
    )


@letter(
    msg("Invitation from the waiting list"),
    to=IKM,
    of=InvitationIssued,
    when=lambda fact: fact.promoted,
    goes=DAYTIME,
    asks=True,
)
def invitation_promoted(told: Told) -> Content:
    return Content(
        _("A seat is free for {ikm}: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            _("There is a seat now for {ikm} from the waiting list.", ikm=told["ikm_name"]),
            *_please_answer(told),
            times_are_attached(told),
        ],
        calendar=UNCERTAIN_DATES,
    )


@letter(msg("Reminder"), to=IKM, of=InvitationIssued, goes=BEFORE_THE_DEADLINE, asks=True)
def invitation_reminder(told: Told) -> Content:
    return Content(
        _("Please answer for {ikm}: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            _("We have no answer yet from {ikm}.", ikm=told["ikm_name"]),
            *_please_answer(told),
        ],
    )


def _please_answer(told: Told) -> list[Part | None]:
    facts = facts_of(told, told["answer_by"])
    return [
        first_facts(facts),
        Button(_("Answer the invitation"), told.answer_url),
        other_facts(facts),
        _("You choose one of these: Yes, I will come · Somebody else comes · I cannot come."),
        _("This link is for you alone. Opening it is no answer yet. Press a button on that page."),
        answer_by_phone(told),
    ]
