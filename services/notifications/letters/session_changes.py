"""What the office and an institution read of meetings that the other one changed."""

from typing import Any

from services.notifications.letters.content import Content, Facts
from services.notifications.letters.letter import INSTITUTION, STAFF, letter
from services.notifications.letters.sentences import open_the_call_list, open_the_offer, reason_given, who_hears
from services.notifications.letters.sessions import about
from services.notifications.letters.timetable import what_changed
from services.notifications.letters.told import Told
from shared.events.partners import SessionAdded, SessionCancelled, SessionRescheduled
from shared.language import gettext as _
from shared.language import msg

CHANGES = (SessionRescheduled, SessionCancelled, SessionAdded)


def without_people(fact: SessionRescheduled | SessionCancelled | SessionAdded) -> dict[str, Any]:
    """Return what changed, and how many are told how: nothing of those who come."""
    mails = sum(one.email is not None for one in fact.participants)
    return {**about(fact), "mails": mails, "calls": len(fact.participants) - mails}


@letter(
    msg("Meetings changed by the office"),
    to=INSTITUTION,
    of=CHANGES,
    when=lambda fact: not fact.by_institution,
    keeps=without_people,
    of_sessions=True,
)
def session_changed(told: Told) -> Content:
    return Content(
        _("Meetings changed: {title}", title=told.title),
        [
            _("The office has changed the meetings of “{title}”.", title=told.title),
            Facts(what_changed(told)),
            open_the_offer(told),
            reason_given(told) if told.get("reason") else None,
            _("Everybody who comes is told as well."),
        ],
    )


@letter(
    msg("Meetings changed by the institution"),
    to=STAFF,
    of=CHANGES,
    when=lambda fact: fact.by_institution,
    keeps=without_people,
    of_sessions=True,
)
def session_changed_staff(told: Told) -> Content:
    institution = told.institution
    return Content(
        _("{institution} changed its meetings: {title}", institution=institution, title=told.title),
        [
            _("{institution} has changed the meetings of “{title}”.", institution=institution, title=told.title),
            Facts(what_changed(told)),
            open_the_call_list(told) if told["calls"] else open_the_offer(told),
            reason_given(told) if told.get("reason") else None,
            who_hears(told),
        ],
    )
