"""The part of the call list that asks: whom to call with which question for one offer, and the ready message."""

from collections.abc import Mapping

from flask import render_template, request

from services.partners.domain.question import NOT_FOR_THE_OWNER, Question
from services.partners.domain.reason import Reason
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.offer import Offer
from services.partners.queries.offers import get_offer
from services.partners.queries.questions import Questions, offers_to_ask_for, to_ask
from services.partners.web.arguments import uuid_argument
from services.partners.web.salutation import greeting
from shared.language import Message, msg, translate, use_language
from shared.settings import Settings
from shared.telephone import wa_link
from shared.web.office import current_settings
from shared.web.paging import Page, offset, page_number
from shared.web.transaction import reading

SIZE = 50
READY = msg(
    "{greeting}\n\nWe are preparing a programme that may suit {ikm}: “{title}”. One question first:\n\n{question}\n\n"
    "Please answer in this chat.\n\n{office}"
)


def question_list(kinds: Mapping[str, Message]) -> str:
    """Return the page: of the offer asked for whom to call, without one the offers to choose from."""
    offer_id, number = uuid_argument("penawaran"), page_number()
    with reading() as session:
        offer = get_offer(session, offer_id, of=None) if offer_id else None
        found = to_ask(session, offer, request.args.get("kecamatan"), SIZE, offset(number, SIZE)) if offer else None
        offers = dict(offers_to_ask_for(session))
    asked = found or Questions([], 0, 0)
    return render_template(
        "partners/calls/questions.html",
        offer=offer,
        offers=offers,
        page=Page(asked.page, number, SIZE, asked.total),
        elsewhere=asked.elsewhere,
        elsewhere_why=NOT_FOR_THE_OWNER[Reason.SEAT_IN_THE_SAME_PERIOD],
        kinds=kinds,
        chats={item.profile.ikm_id: chat(item.profile, offer, item.question) for item in asked.page if offer},
    )


def chat(profile: IkmProfile, offer: Offer, question: Question) -> str | None:
    """Return the link that opens a chat with the question ready to send, None without a number."""
    return wa_link(profile.phone, ready_question(profile, offer, question, current_settings()))


def ready_question(profile: IkmProfile, offer: Offer, question: Question, settings: Settings) -> str:
    """Return the question as a message in the language of whoever reads it."""
    with use_language(profile.language):
        said = {
            "greeting": greeting(profile),
            "ikm": profile.name,
            "title": offer.title,
            "question": translate(question.words),
            "office": settings.office.name,
        }
        return translate(Message(READY.template, said))
