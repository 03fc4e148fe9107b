"""What an IKM reads that waits for a seat."""

from services.notifications.letters.content import Button, Content
from services.notifications.letters.facts import facts_of, first_facts, other_facts, what_was_called_off
from services.notifications.letters.letter import IKM, letter
from services.notifications.letters.sentences import reason_given
from services.notifications.letters.told import Told
from services.notifications.letters.wording import short
from shared.events.partners import WaitingBegan, WaitingEnded
from shared.language import gettext as _
from shared.language import msg


@letter(msg("Place on the waiting list"), to=IKM, of=WaitingBegan, informs=True)
def waiting_began(told: Told) -> Content:
    ikm, place, facts = told["ikm_name"], told["place"], facts_of(told)
    return Content(
        _("Number {place} on the waiting list, {ikm}: {title}", place=place, ikm=short(ikm), title=short(told.title)),
        [
            _("Your business, {ikm}, is number {place} on the waiting list.", ikm=ikm, place=place),
            first_facts(facts),
            Button(_("See my place in the line"), told.answer_url),
            _("All seats are taken for now. When one falls free, we write to you."),
            _("Please do not come before that."),
            other_facts(facts),
        ],
    )


@letter(msg("End of waiting"), to=IKM, of=WaitingEnded, calls_off=True, informs=True)
def waiting_ended(told: Told) -> Content:
    subject, sentence = _end(told)
    return Content(
        subject,
        [
            _("{ikm} was on the waiting list for this programme:", ikm=told["ikm_name"]),
            what_was_called_off(told),
            sentence,
            reason_given(told) if told["reason"] else None,
            _("Should another programme suit you, we will tell you."),
        ],
    )


def _end(told: Told) -> tuple[str, str]:
    names = {"ikm": short(told["ikm_name"]), "title": short(told.title)}
    if told["why"] == "called_off":
        return _("Will not take place, {ikm}: {title}", **names), _("We are sorry: this programme is cancelled.")
    if told["why"] == "no_seat":
        return _("No seat fell free for {ikm}: {title}", **names), _("We are sorry: no seat fell free.")
    return _("No longer on the waiting list, {ikm}: {title}", **names), _("Your business is no longer on it.")
