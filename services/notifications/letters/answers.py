"""What follows an invitation's answer: the IKM reads it back, the institution that it came."""

from collections.abc import Mapping
from typing import Any

from services.notifications.domain.gathering import AN_HOUR
from services.notifications.letters.content import Button, Content, Items, Part
from services.notifications.letters.facts import facts_of, first_facts, other_facts, what_was_called_off
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
    declined, facts = told["answer"] == "declined", facts_of(told)
    return Content(
        _("Your answer for {ikm} has arrived: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            _noted(told),
            what_was_called_off(told) if declined else first_facts(facts),
            Button(_("See or change my answer"), told.answer_url),
            _("You can change your answer until {deadline}.", deadline=moment(_changeable_until(told))),
            answer_by_phone(),
            *(_why_not(told) if declined else [other_facts(facts), times_are_attached(told)]),
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
            _("These IKM have answered about “{title}”:", title=told.title),
            Button(_("See all answers"), told.offer_page("/peserta")),
            Items([_answer(item) for item in told.items]),
        ],
    )


def _noted(told: Told) -> str:
    ikm, delegate, relation = told["ikm_name"], told["delegate_name"], told["delegate_relation"]
    if told["answer"] == "declined":
        return _("Thank you for telling us. {ikm} cannot come.", ikm=ikm)
    if told["answer"] == "accepted":
        return _("Thank you. {ikm} will come.", ikm=ikm)
    if relation:
        return _("Thank you. {delegate} ({relation}) comes for {ikm}.", delegate=delegate, relation=relation, ikm=ikm)
    return _("Thank you. {delegate} comes for {ikm}.", delegate=delegate, ikm=ikm)


def _why_not(told: Told) -> list[Part | None]:
    reason = told["reason"]
    return [_("Your reason: {reason}", reason=reason) if reason else None, times_leave_the_calendar()]


def _changeable_until(told: Told) -> str:
    return str(told.get("answer_by") or told.offer["answer_by"])


def _answer(item: Mapping[str, Any]) -> str:
    if item["answer"] == "accepted":
        return _("{ikm} will come.", ikm=item["ikm_name"])
    if item["answer"] == "delegated":
        return _("{ikm}: somebody else comes.", ikm=item["ikm_name"])
    return _("{ikm} cannot come.", ikm=item["ikm_name"])
