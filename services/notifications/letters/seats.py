"""What an IKM reads whose seat is no more."""

from services.notifications.letters.content import Content, Part
from services.notifications.letters.facts import what_was_called_off
from services.notifications.letters.letter import IKM, letter
from services.notifications.letters.sentences import reason_given, times_leave_the_calendar
from services.notifications.letters.told import Told
from services.notifications.letters.wording import short
from shared.calendar import CANCELLED
from shared.events.partners import InvitationClosed
from shared.language import gettext as _
from shared.language import msg


@letter(
    msg("Offer cancelled, to the IKM"),
    to=IKM,
    of=InvitationClosed,
    when=lambda fact: fact.notice == "offer_cancelled" and not fact.asked_by_ikm,
    calls_off=True,
)
def offer_cancelled_ikm(told: Told) -> Content:
    # Mails put on the list by an earlier version do not say for which business they are.
    ikm = told.get("ikm_name")
    return Content(
        _("Does not take place for {ikm}: {title}", ikm=short(ikm), title=short(told.title))
        if ikm
        else _("Does not take place: {title}", title=told.title),
        [
            _("We are sorry, this programme does not take place for {ikm}:", ikm=ikm)
            if ikm
            else _("We are sorry, this programme does not take place:"),
            what_was_called_off(told),
            reason_given(told),
            *_need_not_come(told),
            times_leave_the_calendar(),
        ],
        calendar=CANCELLED,
    )


@letter(
    msg("Seat taken back"),
    to=IKM,
    of=InvitationClosed,
    when=lambda fact: fact.notice == "seat_withdrawn" and not fact.asked_by_ikm,
    calls_off=True,
)
def seat_withdrawn(told: Told) -> Content:
    return Content(
        _("Sorry, {ikm} cannot take part: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            _("We are sorry, {ikm} cannot take part in this programme after all:", ikm=told["ikm_name"]),
            what_was_called_off(told),
            reason_given(told),
            *_need_not_come(told),
            times_leave_the_calendar(),
            _if_a_mistake(),
        ],
        calendar=CANCELLED,
    )


@letter(
    msg("Seat given back by the IKM"),
    to=IKM,
    of=InvitationClosed,
    when=lambda fact: fact.asked_by_ikm,
    calls_off=True,
    confirms=True,
)
def seat_given_back(told: Told) -> Content:
    return Content(
        _("{ikm} does not take part: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            _("As you asked, {ikm} does not take part in this programme:", ikm=told["ikm_name"]),
            what_was_called_off(told),
            times_leave_the_calendar(),
            _if_a_mistake(),
        ],
        calendar=CANCELLED,
    )


def _need_not_come(told: Told) -> list[Part | None]:
    delegate = told.get("delegate_name")
    return [
        _("You need not come. We will tell you when there is another programme."),
        _("Please tell {delegate} too.", delegate=delegate) if delegate else None,
    ]


def _if_a_mistake() -> str:
    return _("Do you think this is a mistake? Call us or write by WhatsApp.")
