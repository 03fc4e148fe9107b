"""What follows an invitation's answer: the IKM reads it back, the institution that it came."""

from collections.abc import Mapping
from typing import Any

from services.notifications.domain.gathering import AN_HOUR
from services.notifications.letters.content import Button, Content, Facts, Items, Part
from services.notifications.letters.facts import offer_facts
from services.notifications.letters.letter import IKM, INSTITUTION, letter
from services.notifications.letters.sentences import answer_by_phone, times_are_attached, times_leave_the_calendar
from services.notifications.letters.told import Told
from services.notifications.letters.wording import moment, short
from shared.calendar import CANCELLED
from shared.events.contract import dump
from shared.events.partners import InvitationAnswered
from shared.language import gettext as _
from shared.language import msg

FOR_THE_INSTITUTION = ("invitation_id", "offer", "ikm_id", "ikm_name", "answer")
"""Why somebody does not come, and who comes instead, is not for a mailbox: the page shows what it may."""


@letter(msg("Confirmation to the IKM"), to=IKM, of=InvitationAnswered, confirms=True)
def invitation_answered_ikm(told: Told) -> Content:
    declined = told["answer"] == "declined"
    return Content(
        _("Your answer for {ikm} has arrived: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            *_noted(told),
            *([times_leave_the_calendar()] if declined else _what_comes(told)),
            _(
                "Has something changed? Until {deadline} you can change your answer.",
                deadline=moment(told.get("answer_by") or told.offer["answer_by"]),
            ),
            Button(_("See or change my answer"), told.answer_url),
            answer_by_phone(told),
        ],
        # Also a first "no" may follow a calendar entry: the invitation brought a file.
        calendar=CANCELLED if declined else "CONFIRMED",
    )


@letter(
    msg("Answer of an IKM"),
    to=INSTITUTION,
    of=InvitationAnswered,
    when=lambda fact: fact.to_institution,
    keeps=lambda fact: {name: value for name, value in dump(fact).items() if name in FOR_THE_INSTITUTION},
    gathered=True,
    gathers_for=AN_HOUR,
    about_one=("invitation_id",),
    names="items",
)
def invitation_answered_institution(told: Told) -> Content:
    return Content(
        _("{ikm} has answered: {title}", ikm=told.items[0]["ikm_name"], title=told.title)
        if len(told.items) == 1
        else _("{count} IKM have answered: {title}", count=len(told.items), title=told.title),
        [
            _("About your programme “{title}” we have heard:", title=told.title),
            Items([_answer(item) for item in told.items]),
            Button(_("See all answers"), told.offer_page("/peserta")),
        ],
    )


def _noted(told: Told) -> list[Part | None]:
    ikm, title = told["ikm_name"], told.title
    if told["answer"] == "accepted":
        return [_("Thank you. We have noted that {ikm} comes to “{title}”.", ikm=ikm, title=title)]
    if told["answer"] == "delegated":
        return [
            _(
                "Thank you. We have noted that {delegate} ({relation}) comes to “{title}” for {ikm}.",
                delegate=told["delegate_name"],
                relation=told["delegate_relation"] or _("substitute"),
                ikm=ikm,
                title=title,
            )
        ]
    reason = told["reason"]
    return [
        _("Thank you for telling us. We have noted that {ikm} cannot come to “{title}”.", ikm=ikm, title=title),
        _("Your reason: {reason}", reason=reason) if reason else None,
    ]


def _what_comes(told: Told) -> list[Part | None]:
    return [Facts(offer_facts(told.offer, told["sessions"])), times_are_attached(told)]


def _answer(item: Mapping[str, Any]) -> str:
    if item["answer"] == "accepted":
        return _("{ikm} comes.", ikm=item["ikm_name"])
    if item["answer"] == "delegated":
        return _("{ikm} sends somebody.", ikm=item["ikm_name"])
    return _("{ikm} cannot come.", ikm=item["ikm_name"])
