"""What whoever waits is to be told where mail does not reach, as a WhatsApp message that staff only have to send."""

from services.partners.actions.line_links import line_path
from services.partners.domain import line
from services.partners.domain.nomination import WAITING
from services.partners.queries.nominees import NomineeRow
from shared.clock import now
from shared.language import Message, msg, translate, use_language
from shared.settings import Settings
from shared.telephone import wa_link

IN_LINE = msg(
    "Dear {name},\n\nAll seats of “{title}” are taken for now. {ikm} is number {place} on the waiting list.\n"
    "When a seat falls free, we tell you. Your place in the line:\n{link}\n\n{office}"
)

NO_SEAT = msg(
    "Dear {name},\n\n{ikm} was on the waiting list for “{title}”. We are sorry: no seat fell free.\n"
    "Should another programme suit you, we will tell you.\n\n{office}"
)


def line_chat(row: NomineeRow, settings: Settings) -> str | None:
    """Return the link that opens a chat with the message, None where mail tells it or nothing is to be told.

    None also where the message would hold a link that opens on this machine alone.
    """
    sentence = _sentence(row)
    if row.nomination.state != WAITING or row.profile.mail_address or not row.profile.may_be_named:
        return None
    if sentence is IN_LINE and not settings.is_public:
        return None
    told = {
        "name": row.profile.contact_name,
        "title": row.offer.title,
        "ikm": row.profile.name,
        "place": row.nomination.rank or 1,
        "link": settings.public_url + line_path(settings.secret_keys, row.nomination),
        "office": settings.office.name,
    }
    with use_language(row.profile.language):
        return wa_link(row.profile.phone, translate(Message(sentence.template, told)))


def _sentence(row: NomineeRow) -> Message:
    return NO_SEAT if line.is_over(row.offer.state, started=row.offer.starts_at <= now()) else IN_LINE
