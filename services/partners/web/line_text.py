"""What whoever waits is to be told where mail does not reach, as a WhatsApp message that staff only have to send."""

from typing import Any

from services.partners.domain import line
from services.partners.domain.nomination import WAITING
from services.partners.models.base import known
from services.partners.models.nomination import Nomination
from services.partners.queries.call_list import Call
from services.partners.queries.line_links import line_path
from services.partners.queries.nominees import NomineeRow
from services.partners.web.facts import MOST_OF_A_FACT, called_off, facts_of, written
from services.partners.web.salutation import greeting
from shared.address import shortened
from shared.clock import now
from shared.language import Message, msg, translate, use_language
from shared.settings import Settings
from shared.telephone import wa_link
from shared.words import meeting

IN_LINE = msg(
    "{greeting}\n\nAll seats of “{title}” are taken for now. {ikm} is number {place} on the waiting list.\n"
    "{facts}\n\nWhen a seat falls free, we tell you. Please do not come before that.{link}\n\n{office}"
)
WITH_LINK = msg("Your place in the line: {link}")

ENDED: dict[str, Message] = {
    line.NO_SEAT: msg(
        "{greeting}\n\n{ikm} was on the waiting list for “{title}”. We are sorry: no seat fell free.\n{facts}\n\n"
        "Should another programme suit you, we will tell you.\n\n{office}"
    ),
    line.CALLED_OFF: msg(
        "{greeting}\n\n{ikm} was on the waiting list for “{title}”. We are sorry: this programme is cancelled.\n"
        "{facts}\n\n"
        "Should another programme suit you, we will tell you.\n\n{office}"
    ),
    line.TAKEN_OUT: msg(
        "{greeting}\n\n{ikm} was on the waiting list for “{title}”. Your business is no longer on it.\n{facts}\n\n"
        "Should another programme suit you, we will tell you.\n\n{office}"
    ),
    line.ABSENT_TWICE: msg(
        "{greeting}\n\nWe missed {ikm} twice in a row at “{title}”.\n{facts}\n\n"
        "Is something in the way? Tell us, we would like to help. Just answer here.\n\n{office}"
    ),
}

TIMES = msg(
    "{greeting}\n\nThe meetings of “{title}” for {ikm} have changed. They are now:\n{meetings}\n\n{also}{office}"
)
NO_MEETINGS = msg("No meeting is planned at the moment.")
BECAUSE = msg("Reason: {reason}")


def line_chat(row: NomineeRow, settings: Settings) -> str | None:
    """Return the link that opens a chat with the place in line, None where mail tells it or nobody waits any more.

    None also where the message would hold a link that opens on this machine alone.
    """
    if row.nomination.state != WAITING or row.profile.mail_address or not row.profile.may_be_named:
        return None
    if line.is_over(row.offer.state, started=row.offer.starts_at <= now()) or not settings.is_public:
        return None
    with use_language(row.profile.language):
        return wa_link(row.profile.phone, _place(row, row.nomination, settings, with_link=True))


def line_call_text(call: Call, settings: Settings, *, with_link: bool) -> str:
    """Return how the wait that a call is about stands, as a message in the language of whoever reads it."""
    about = known(call.line)
    with use_language(call.profile.language):
        if about.why == line.IN_LINE:
            return _place(call, about.nomination, settings, with_link=with_link)
        if about.why == line.SCHEDULE:
            return translate(Message(TIMES.template, told_of(call, settings) | _times(call, about.reason)))
        facts = {"facts": written(fact for fact in called_off(call.offer) if fact.name != "what")}
        return translate(Message(ENDED[about.why].template, told_of(call, settings) | facts))


def _place(waits: NomineeRow | Call, nomination: Nomination, settings: Settings, *, with_link: bool) -> str:
    link = msg(WITH_LINK.template, link=settings.public_url + line_path(settings.secret_keys, nomination))
    place = {"place": nomination.rank or 1, "link": f"\n{translate(link)}" if with_link else ""}
    place["facts"] = written(fact for fact in facts_of(waits.offer) if fact.name in ("when", "where"))
    return translate(Message(IN_LINE.template, told_of(waits, settings) | place))


def _times(call: Call, reason: str | None) -> dict[str, str]:
    slots = [slot for slot in call.offer.slots if slot.ends_at > now()]
    lines = [meeting(slot.starts_at, slot.ends_at) + (f", {slot.place}" if slot.place else "") for slot in slots]
    because = translate(Message(BECAUSE.template, {"reason": reason})) if reason else ""
    return {
        "meetings": shortened("\n".join(lines), MOST_OF_A_FACT) or translate(NO_MEETINGS),
        "also": f"{because}\n\n" if because else "",
    }


def told_of(waited: NomineeRow | Call, settings: Settings) -> dict[str, Any]:
    """Return what every message about the line names."""
    ikm = waited.profile
    return {"greeting": greeting(ikm), "title": waited.offer.title, "ikm": ikm.name, "office": settings.office.name}
