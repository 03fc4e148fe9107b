"""What the office and an institution read of an offer that was called off."""

from typing import Any

from services.notifications.letters.content import Content
from services.notifications.letters.letter import INSTITUTION, STAFF, letter
from services.notifications.letters.sentences import open_the_call_list, open_the_offer, reason_given, who_hears
from services.notifications.letters.told import Told
from shared.events.contract import dump
from shared.events.partners import OfferCancelled
from shared.language import gettext as _
from shared.language import msg

OTHERS = frozenset({"invitations", "ikm"})
"""Who else is told is nobody's business."""


def without_others(fact: OfferCancelled) -> dict[str, Any]:
    """Return what a letter keeps of a cancellation: nothing of those who were invited."""
    return {name: value for name, value in dump(fact).items() if name not in OTHERS}


@letter(msg("Offer cancelled"), to=INSTITUTION, of=OfferCancelled, keeps=without_others, calls_off=True)
def offer_cancelled(told: Told) -> Content:
    return Content(
        _("Offer cancelled: {title}", title=told.title),
        [
            _("The offer “{title}” was cancelled.", title=told.title),
            open_the_offer(told),
            reason_given(told),
            _("Every IKM that was invited is told as well."),
        ],
    )


@letter(
    msg("Offer cancelled by its institution"),
    to=STAFF,
    of=OfferCancelled,
    when=lambda fact: fact.by_institution,
    keeps=lambda fact: without_others(fact) | {"mails": len(fact.ikm)},
    calls_off=True,
)
def offer_cancelled_staff(told: Told) -> Content:
    mails, calls = told["mails"], told["calls"]
    return Content(
        _("{institution} cancelled its offer: {title}", institution=told.institution, title=told.title),
        [
            _("{institution} has cancelled its offer “{title}”.", institution=told.institution, title=told.title),
            open_the_call_list(told) if calls else open_the_offer(told),
            reason_given(told),
            who_hears(told) if mails + calls else _("No IKM was invited, so nobody needs to be told."),
        ],
    )
