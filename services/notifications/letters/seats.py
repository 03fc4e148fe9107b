"""What an IKM reads whose seat is no more."""

from services.notifications.letters.content import Content, Part
from services.notifications.letters.letter import IKM, letter
from services.notifications.letters.sentences import reason_given, times_leave_the_calendar
from services.notifications.letters.told import Told
from services.notifications.letters.wording import period, short
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
        _("Cancelled for {ikm}: {title}", ikm=short(ikm), title=short(told.title))
        if ikm
        else _("Cancelled: {title}", title=told.title),
        [
            _(
                "We are sorry: the programme “{title}” of {institution}, {period}, will not take place.",
                title=told.title,
                institution=told.institution,
                period=_period(told),
            ),
            reason_given(told),
            _("The seat of {ikm} falls away with it.", ikm=ikm) if ikm else None,
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
        _("The seat of {ikm} was taken back: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            _(
                "We are sorry: we had to take back the seat of {ikm} in “{title}” of {institution}, {period}.",
                ikm=told["ikm_name"],
                title=told.title,
                institution=told.institution,
                period=_period(told),
            ),
            reason_given(told),
            *_need_not_come(told),
            times_leave_the_calendar(),
            _if_a_mistake(told),
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
        _("Seat given back for {ikm}: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            _(
                "As you asked, we have given back the seat of {ikm} in “{title}” of {institution}, {period}.",
                ikm=told["ikm_name"],
                title=told.title,
                institution=told.institution,
                period=_period(told),
            ),
            times_leave_the_calendar(),
            _if_a_mistake(told),
        ],
        calendar=CANCELLED,
    )


def _need_not_come(told: Told) -> list[Part | None]:
    delegate = told.get("delegate_name")
    return [
        _("You need not come. We will tell you when there is another programme for your business."),
        _("Please tell {delegate} as well, who was to come in your place.", delegate=delegate) if delegate else None,
    ]


def _if_a_mistake(told: Told) -> str:
    return _("Do you think this is a mistake? Call us or write by WhatsApp: {phone}.", phone=told.office.numbers)


def _period(told: Told) -> str:
    return period(told.offer["starts_on"], told.offer["ends_on"])
