"""What the office and an institution read about an offer."""

from services.notifications.letters.content import Button, Content, Facts, Part
from services.notifications.letters.facts import facts_of, first_facts, for_the_desk, other_facts
from services.notifications.letters.letter import INSTITUTION, STAFF, letter
from services.notifications.letters.sentences import open_the_offer, words_of_the_office
from services.notifications.letters.told import Told
from shared.events.partners import OfferClosed, OfferOpened, OfferRejected, OfferReturned, OfferSubmitted
from shared.language import gettext as _
from shared.language import msg


@letter(msg("Offer submitted"), to=STAFF, of=OfferSubmitted)
def offer_submitted(told: Told) -> Content:
    return Content(
        _("New offer: {title}", title=told.title),
        [
            _(
                "{institution} has submitted an offer. Please open it, or return it with a reason.",
                institution=told.institution,
            ),
            *_with_the_facts(told),
        ],
    )


@letter(msg("Offer returned"), to=INSTITUTION, of=OfferReturned)
def offer_returned(told: Told) -> Content:
    return Content(
        _("Offer returned: {title}", title=told.title),
        [
            _("Your offer “{title}” cannot be opened yet.", title=told.title),
            _("Please change the offer and submit it again."),
            Button(_("Change the offer"), told.offer_page()),
            *words_of_the_office(told),
        ],
    )


@letter(msg("Offer rejected"), to=INSTITUTION, of=OfferRejected)
def offer_rejected(told: Told) -> Content:
    return Content(
        _("Offer rejected: {title}", title=told.title),
        [
            _("Your offer “{title}” was not accepted.", title=told.title),
            open_the_offer(told),
            *words_of_the_office(told),
            _("Thank you for offering it. You can write to the office about another programme."),
        ],
    )


@letter(msg("Offer opened"), to=INSTITUTION, of=OfferOpened)
def offer_opened(told: Told) -> Content:
    return Content(
        _("Offer opened: {title}", title=told.title),
        [
            _("Your offer is open. The office looks for suitable IKM and sends you their names."),
            *_with_the_facts(told, told.offer["answer_by"]),
        ],
    )


@letter(msg("Offer closed"), to=INSTITUTION, of=OfferClosed, news=True)
def offer_closed(told: Told) -> Content:
    return Content(
        _("Offer closed: {title}", title=told.title),
        [
            _(
                "Your offer “{title}” takes no more participants. Its page says who takes part.",
                title=told.title,
            ),
            open_the_offer(told),
        ],
    )


def _with_the_facts(told: Told, answer_by: str | None = None) -> list[Part]:
    # Its readers are the institution itself, or have just read its name.
    facts = [fact for fact in facts_of(told, answer_by) if fact.name != "host"]
    return [
        first_facts(facts),
        open_the_offer(told),
        Facts([*other_facts(facts).rows, *for_the_desk(told.offer)]),
    ]
