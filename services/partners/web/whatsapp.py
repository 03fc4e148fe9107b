"""What is to be said as a WhatsApp message that staff only have to send: the invitation, or that it is called off."""

from services.partners.actions.links import answer_path
from services.partners.domain.invitation import OFFER_CANCELLED, SEAT_WITHDRAWN
from services.partners.queries.call_list import Call
from shared.language import Message, msg, translate, use_language
from shared.rights import Right
from shared.settings import Settings
from shared.telephone import wa_link
from shared.web.auth import may
from shared.words import date

INVITED = msg(
    "Dear {name},\n\n{institution} invites {ikm} to “{title}”, {day}.\n"
    "Please answer by {deadline}. Open this link, no account is needed:\n{link}\n\n"
    "You can also answer here: you come, you cannot come, or who comes instead.\n\n{office}"
)
CALLED_OFF: dict[str, Message] = {
    OFFER_CANCELLED: msg(
        "Dear {name},\n\nWe are sorry: the programme “{title}” of {institution}, {day}, will not take place.\n"
        "Reason: {reason}\n\n{also}The seat of {ikm} falls away with it; you need not come. "
        "We will tell you when there is another programme.\n\n{office}"
    ),
    SEAT_WITHDRAWN: msg(
        "Dear {name},\n\nWe are sorry: we had to take back the seat of {ikm} in “{title}” of {institution}, {day}.\n"
        "Reason: {reason}\n\n{also}You need not come. We will tell you when there is another programme. "
        "Do you think this is a mistake? Just answer here.\n\n{office}"
    ),
}


def chat_link(call: Call, settings: Settings) -> str | None:
    """Return the link that opens a chat with the message ready to send.

    None without a number, and where the message would hand the link that answers to somebody who may not answer, or
    one that opens on this machine alone.
    """
    if call.invitation.notice is None and not (may(Right.ANSWERS_RECORD) and settings.is_public):
        return None
    return wa_link(call.profile.phone, ready_text(call, settings))


def ready_text(call: Call, settings: Settings) -> str:
    """Return the message in the language of whoever reads it."""
    with use_language(call.profile.language):
        told = {
            "name": call.profile.contact_name,
            "institution": call.offer.institution.name,
            "ikm": call.profile.name,
            "title": call.offer.title,
            "day": date(call.offer.starts_on),
            "office": settings.office.name,
        }
        notice = call.invitation.notice
        if notice is None:
            return translate(Message(INVITED.template, told | _to_answer(call, settings)))
        return translate(Message(CALLED_OFF[notice].template, told | _called_off(call)))


def _to_answer(call: Call, settings: Settings) -> dict[str, str]:
    link = settings.public_url + answer_path(settings.secret_keys, call.invitation)
    return {"deadline": date(call.invitation.answer_by), "link": link}


def _called_off(call: Call) -> dict[str, str]:
    delegate = call.invitation.delegate_name
    also = msg("Please tell {delegate} as well, who was to come in your place.", delegate=delegate)
    return {"reason": call.invitation.reason or "", "also": f"{translate(also)} " if delegate else ""}
