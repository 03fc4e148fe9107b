"""What is to be said as a WhatsApp message that staff only have to send: the invitation, or what came of it."""

from services.partners.domain.invitation import OFFER_CANCELLED, SEAT_WITHDRAWN
from services.partners.models.invitation import Invitation
from services.partners.models.offer import Offer
from services.partners.queries.call_keys import ANSWER
from services.partners.queries.call_list import Call
from services.partners.queries.links import answer_path
from services.partners.web.facts import called_off, facts_of, written
from services.partners.web.line_text import line_call_text
from services.partners.web.salutation import greeting
from shared.language import Message, msg, translate, use_language
from shared.programme_facts import FIRST
from shared.rights import Right
from shared.settings import Settings
from shared.telephone import wa_link
from shared.web.auth import may

INVITED = msg(
    "{greeting}\n\nWe invite your business, {ikm}.\n\n{first}\n\n"
    "Please answer by this link, no account is needed:\n{link}\n\n{rest}\n\n"
    "You can also answer in this chat: yes, I will come · somebody else comes · I cannot come.\n\n{office}"
)
CALLED_OFF: dict[str, Message] = {
    OFFER_CANCELLED: msg(
        "{greeting}\n\nWe are sorry, this programme for {ikm} does not take place.\n\n{first}\nReason: {reason}\n\n"
        "You need not come. {also}We will tell you when there is another programme.\n\n{office}"
    ),
    SEAT_WITHDRAWN: msg(
        "{greeting}\n\nWe are sorry, {ikm} cannot take part in this programme after all.\n\n{first}\n"
        "Reason: {reason}\n\nYou need not come. {also}We will tell you when there is another programme. "
        "Do you think this is a mistake? Just answer here.\n\n{office}"
    ),
}


def chat_link(call: Call, settings: Settings) -> str | None:
    """Return the link that opens a chat with the message ready to send.

    None without a number, after a question, and where the message would hand the link that answers to somebody who may
    not answer, or one that opens on this machine alone.
    """
    if call.question is not None:
        return None
    if call.kind == ANSWER and not _may_hand_over_links(settings):
        return None
    return wa_link(call.profile.phone, ready_text(call, settings))


def ready_text(call: Call, settings: Settings) -> str:
    """Return the message in the language of whoever reads it."""
    if call.invitation is None:
        return line_call_text(call, settings, with_link=_may_hand_over_links(settings))
    with use_language(call.profile.language):
        told = {"greeting": greeting(call.profile), "ikm": call.profile.name, "office": settings.office.name}
        notice = call.invitation.notice
        if notice is None:
            return translate(Message(INVITED.template, told | _to_answer(call.offer, call.invitation, settings)))
        return translate(Message(CALLED_OFF[notice].template, told | _called_off(call.offer, call.invitation)))


def _may_hand_over_links(settings: Settings) -> bool:
    # The link to a place in line leads to the question as soon as there is a seat.
    return may(Right.ANSWERS_RECORD) and settings.is_public


def _to_answer(offer: Offer, invitation: Invitation, settings: Settings) -> dict[str, str]:
    facts = facts_of(offer, invitation.answer_by)
    return {
        "first": written(fact for fact in facts if fact.name in FIRST),
        "rest": written(fact for fact in facts if fact.name not in FIRST),
        "link": settings.public_url + answer_path(settings.secret_keys, invitation),
    }


def _called_off(offer: Offer, invitation: Invitation) -> dict[str, str]:
    delegate = invitation.delegate_name
    also = msg("Please tell {delegate} too.", delegate=delegate)
    return {
        "first": written(called_off(offer)),
        "reason": invitation.reason or "",
        "also": f"{translate(also)} " if delegate else "",
    }
