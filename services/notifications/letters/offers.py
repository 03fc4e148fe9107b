"""What the office and an institution read about an offer."""

from services.notifications.letters.content import Button, Content, Facts
from services.notifications.letters.facts import offer_facts, seats
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
                "{institution} has submitted an offer. Please read it, then open it or return it with a reason.",
                institution=told.institution,
            ),
            Facts([*offer_facts(told.offer), seats(told.offer)]),
            open_the_offer(told),
        ],
    )


@letter(msg("Offer returned"), to=INSTITUTION, of=OfferReturned)
def offer_returned(told: Told) -> Content:
    return Content(
        _("Offer returned: {title}", title=told.title),
        [
            _("Your offer “{title}” cannot be opened yet. The office writes:", title=told.title),
            words_of_the_office(told),
            _("Please change the offer and submit it again."),
            Button(_("Change the offer"), told.offer_page()),
        ],
    )


@letter(msg("Offer rejected"), to=INSTITUTION, of=OfferRejected)
def offer_rejected(told: Told) -> Content:
    return Content(
        _("Offer rejected: {title}", title=told.title),
        [
            _("Your offer “{title}” was not accepted. The office writes:", title=told.title),
            words_of_the_office(told),
            _("Thank you for offering it. If you have a question or another programme, write to the office."),
            open_the_offer(told),
        ],
    )


@letter(msg("Offer opened"), to=INSTITUTION, of=OfferOpened)
def offer_opened(told: Told) -> Content:
    return Content(
        _("Offer opened: {title}", title=told.title),
        [
            _("Your offer is open. The office now looks for suitable IKM and will send you their names."),
            Facts([*offer_facts(told.offer, answer_by=told.offer["answer_by"]), seats(told.offer)]),
            open_the_offer(told),
        ],
    )


@letter(msg("Offer closed"), to=INSTITUTION, of=OfferClosed, news=True)
def offer_closed(told: Told) -> Content:
    return Content(
        _("Offer closed: {title}", title=told.title),
        [
            _(
                "Your offer “{title}” takes no further participants. On its page you find who takes part.",
                title=told.title,
            ),
            open_the_offer(told),
        ],
    )
