"""The invitation as a WhatsApp message that staff only have to send."""

from services.partners.actions.links import answer_path
from services.partners.queries.call_list import Call
from shared.language import msg, translate, use_language
from shared.settings import Settings
from shared.web.format import date


def ready_text(call: Call, settings: Settings) -> str:
    """Return the message in the language of who reads it."""
    with use_language(call.profile.language):
        return translate(
            msg(
                "Dear {name},\n\n{institution} invites {ikm} to “{title}”, {day}.\n"
                "Please answer by {deadline}. Open this link, no account is needed:\n{link}\n\n"
                "You can also answer here: you come, you cannot come, or who comes instead.\n\n{office}",
                name=call.profile.contact_name,
                institution=call.offer.institution.name,
                ikm=call.profile.name,
                title=call.offer.title,
                day=date(call.offer.starts_on),
                deadline=date(call.invitation.answer_by),
                link=settings.public_url + answer_path(settings.secret_keys, call.invitation),
                office=settings.office.name,
            )
        )
