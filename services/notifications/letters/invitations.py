"""What an IKM reads that is asked to come."""

from services.notifications.letters.content import Button, Content, Facts, Part
from services.notifications.letters.facts import offer_facts
from services.notifications.letters.letter import BEFORE_THE_DEADLINE, DAYTIME, IKM, letter
from services.notifications.letters.sentences import answer_by_phone, times_are_attached
from services.notifications.letters.told import Told
from services.notifications.letters.wording import moment, short
from shared.events.partners import InvitationIssued
from shared.language import gettext as _
from shared.language import msg

UNCERTAIN_DATES = "TENTATIVE"


@letter(msg("Invitation"), to=IKM, of=InvitationIssued, when=lambda fact: not fact.promoted, asks=True)
def invitation(told: Told) -> Content:
    return Content(
        _("Invitation for {ikm}: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            _(
                "We invite your business, {ikm}, to take part in this programme of {institution}:",
                ikm=told["ikm_name"],
                institution=told.institution,
            ),
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
            _(
                "Your business, {ikm}, was on the waiting list. "
                "A seat has become free in this programme of {institution}:",
                ikm=told["ikm_name"],
                institution=told.institution,
            ),
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
            _("We have not heard from you yet about our invitation to {ikm}.", ikm=told["ikm_name"]),
            *_please_answer(told),
        ],
    )


def _please_answer(told: Told) -> list[Part]:
    return [
        Facts(offer_facts(told.offer, told["sessions"], told["answer_by"])),
        _(
            "Please answer by {deadline}. You can come, say that you cannot, or send somebody in your place.",
            deadline=moment(told["answer_by"]),
        ),
        Button(_("Open the invitation and answer"), told.answer_url),
        _("This link is for you alone. Opening it changes nothing; only the button on the page answers."),
        answer_by_phone(told),
    ]
