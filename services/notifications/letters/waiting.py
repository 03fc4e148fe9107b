"""What an IKM reads that waits for a seat."""

from services.notifications.letters.content import Button, Content, Facts, Part
from services.notifications.letters.facts import offer_facts
from services.notifications.letters.letter import IKM, letter
from services.notifications.letters.sentences import reason_given
from services.notifications.letters.told import Told
from services.notifications.letters.wording import period, short
from shared.events.partners import WaitingBegan, WaitingEnded
from shared.language import gettext as _
from shared.language import msg


@letter(msg("Place on the waiting list"), to=IKM, of=WaitingBegan, informs=True)
def waiting_began(told: Told) -> Content:
    ikm, place = told["ikm_name"], told["place"]
    return Content(
        _("Number {place} on the waiting list, {ikm}: {title}", place=place, ikm=short(ikm), title=short(told.title)),
        [
            _("Your business, {ikm}, is number {place} on the waiting list.", ikm=ikm, place=place),
            _("All seats are taken for now. When one falls free, we write to you."),
            _("Please do not come before that."),
            Button(_("See my place in the line"), told.answer_url),
            Facts(offer_facts(told.offer, told["sessions"])),
        ],
    )


@letter(msg("End of waiting"), to=IKM, of=WaitingEnded, calls_off=True, informs=True)
def waiting_ended(told: Told) -> Content:
    subject, body = _end(told)
    return Content(
        subject,
        [
            *body,
            reason_given(told) if told["reason"] else None,
            _("You need not come. We will tell you when there is another programme for your business."),
        ],
    )


def _end(told: Told) -> tuple[str, list[Part]]:
    ikm, title = told["ikm_name"], told.title
    names = {"ikm": short(ikm), "title": short(title)}
    if told["why"] == "called_off":
        return _("Cancelled for {ikm}: {title}", **names), [
            _(
                "We are sorry: the programme “{title}” of {institution}, {period}, will not take place.",
                title=title,
                institution=told.institution,
                period=period(told.offer["starts_on"], told.offer["ends_on"]),
            )
        ]
    if told["why"] == "no_seat":
        return _("No seat fell free for {ikm}: {title}", **names), [
            _("{ikm} was on the waiting list for “{title}”.", ikm=ikm, title=title),
            _("We are sorry: no seat fell free."),
        ]
    return _("No longer on the waiting list, {ikm}: {title}", **names), [
        _("{ikm} is no longer on the waiting list for “{title}”.", ikm=ikm, title=title),
    ]
