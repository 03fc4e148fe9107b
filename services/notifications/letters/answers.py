"""What follows an invitation's answer: the IKM reads it back, the institution that it came, and who moved up."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.notifications.domain.gathering import AN_HOUR
from services.notifications.letters.content import Button, Content, Items, Part
from services.notifications.letters.facts import facts_of, first_facts, other_facts, what_was_called_off
from services.notifications.letters.letter import IKM, INSTITUTION, letter
from services.notifications.letters.nominations import nominee_line
from services.notifications.letters.sentences import (
    answer_by_phone,
    answer_proposals,
    times_are_attached,
    times_leave_the_calendar,
)
from services.notifications.letters.told import Told
from services.notifications.letters.wording import moment, short
from shared.calendar import CANCELLED
from shared.events.contract import dump
from shared.events.partners import InvitationAnswered, NominationsSent
from shared.language import gettext as _
from shared.language import msg

FOR_THE_INSTITUTION = ("invitation_id", "offer", "ikm_id", "ikm_name", "answer")
"""Why somebody does not come, and who comes instead, is not for a mailbox: the page shows what it may."""
OF_A_NOMINEE = ("nomination_id", "ikm_id", "ikm_name", "kecamatan", "product")
MOVED_UP = "moved_up"
"""Stands where others have their answer: the institution's own is still to come."""


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
            answer_by_phone(told),
            *(_why_not(told) if declined else [other_facts(facts), times_are_attached(told)]),
        ],
        # Also a first "no" may follow a calendar entry: the invitation brought a file.
        calendar=CANCELLED if declined else "CONFIRMED",
    )


def _news_of_ikm(fact: InvitationAnswered | NominationsSent) -> list[dict[str, Any]]:
    whole = dump(fact)
    if isinstance(fact, InvitationAnswered):
        return [{name: whole[name] for name in FOR_THE_INSTITUTION}]
    moved_up = [{name: nominee[name] for name in OF_A_NOMINEE} for nominee in whole["nominees"]]
    return [{"offer": whole["offer"], "answer": MOVED_UP, **nominee} for nominee in moved_up]


@letter(
    msg("Answer of an IKM"),
    to=INSTITUTION,
    of=(InvitationAnswered, NominationsSent),
    when=lambda fact: fact.to_institution and (isinstance(fact, InvitationAnswered) or fact.promoted),
    items=_news_of_ikm,
    gathered=True,
    gathers_for=AN_HOUR,
    about_one=lambda item: item.get("invitation_id") or item.get("nomination_id"),
    names="items",
)
def invitation_answered_institution(told: Told) -> Content:
    moved_up = [item for item in told.items if item["answer"] == MOVED_UP]
    answered = [item for item in told.items if item["answer"] != MOVED_UP]
    answers = Items([_answer(item) for item in answered])
    if not moved_up:
        sentence = _("These IKM have answered about “{title}”:", title=told.title)
        button = Button(_("See all answers"), told.offer_page("/peserta"))
        return Content(_about(told, answered), [sentence, button, answers])
    return Content(
        _about(told, answered),
        [
            _("These IKM moved up for “{title}”. Please accept or reject each of them.", title=told.title),
            answer_proposals(told),
            Items([nominee_line(item) for item in moved_up]),
            _("These have answered:") if answered else None,
            answers if answered else None,
        ],
    )


def _about(told: Told, answered: Sequence[Mapping[str, Any]]) -> str:
    one, count = told.items[0]["ikm_name"], len(told.items)
    if len(answered) == count:
        return (
            _("{ikm} has answered: {title}", ikm=one, title=told.title)
            if count == 1
            else _("{count} IKM have answered: {title}", count=count, title=told.title)
        )
    if count == 1:
        return _("{ikm} moved up: {title}", ikm=one, title=told.title)
    return _("News of {count} IKM: {title}", count=count, title=told.title)


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
