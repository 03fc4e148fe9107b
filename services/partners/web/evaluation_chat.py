"""The request to say how useful a programme was, as a WhatsApp message that staff only have to send."""

from services.partners.models.enrolment import Enrolment
from services.partners.models.offer import Offer
from services.partners.queries.evaluation_links import evaluation_path
from services.partners.web.salutation import greeting
from shared.language import Message, msg, translate, use_language
from shared.rights import Right
from shared.settings import Settings
from shared.telephone import wa_link
from shared.web.auth import may

ASKED = msg(
    "{greeting}\n\nThank you for taking part in “{title}” for {ikm}. How useful was it? "
    "Please answer three short questions by this link, no account is needed:\n{link}\n\n{office}"
)


def evaluation_chat(enrolment: Enrolment, offer: Offer, settings: Settings) -> str | None:
    """Return the link that opens a chat with the questions' link ready to send.

    None without a number, and where the message would hand the link that answers to somebody who may not answer, would
    hold one that opens on this machine alone, or would reach somebody who is not to be written to.
    """
    ikm = enrolment.nomination.profile
    if not (may(Right.ANSWERS_RECORD) and settings.is_public and ikm.may_be_named):
        return None
    with use_language(ikm.language):
        link = settings.public_url + evaluation_path(settings.secret_keys, enrolment.id)
        told = {"greeting": greeting(ikm), "title": offer.title, "ikm": ikm.name, "link": link}
        return wa_link(ikm.phone, translate(Message(ASKED.template, told | {"office": settings.office.name})))
