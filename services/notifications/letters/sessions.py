"""What whoever comes reads of single meetings: moved, cancelled, added, tomorrow."""

from datetime import datetime
from typing import Any

from services.notifications.letters.content import Button, Content, Facts, Part
from services.notifications.letters.facts import first_facts, for_the_day, other_facts, programme_of
from services.notifications.letters.letter import DAYTIME, IKM, letter
from services.notifications.letters.sentences import reason_given, times_are_attached
from services.notifications.letters.timetable import what_changed
from services.notifications.letters.told import Told
from services.notifications.letters.wording import short
from shared.calendar import CANCELLED
from shared.clock import WITA, start_of_day
from shared.events.contract import dump
from shared.events.partners import SessionAdded, SessionCancelled, SessionNear, SessionRescheduled
from shared.language import gettext as _
from shared.language import msg

CONFIRMED = "CONFIRMED"


def for_one(fact: SessionRescheduled | SessionCancelled | SessionAdded | SessionNear) -> dict[str, Any]:
    """Return what a mail keeps of a fact: what it is about, and its reader alone."""
    return {**about(fact), **dump(fact)["participants"][0]}


def about(fact: SessionRescheduled | SessionCancelled | SessionAdded | SessionNear) -> dict[str, Any]:
    """Return the meetings a fact is about, and why they changed."""
    whole = dump(fact)
    meetings = whole.get("added") or whole.get("near") or [whole["session"]]
    return {name: whole[name] for name in ("offer", "was", "reason", "by_system") if name in whole} | {
        "sessions": meetings
    }


def _begins(fact: SessionRescheduled | SessionCancelled) -> datetime:
    return fact.session.starts_at


@letter(msg("Meeting moved"), to=IKM, of=SessionRescheduled, keeps=for_one, until=_begins, of_sessions=True)
def session_moved(told: Told) -> Content:
    return Content(
        _("New time or place for {ikm}: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            _("A meeting for {ikm} has moved.", ikm=told["ikm_name"]),
            Facts([programme_of(told), *what_changed(told)]),
            *_to_the_page(told),
            reason_given(told),
            _("Is the old time in your calendar? The file in this email puts it right."),
        ],
        calendar=CONFIRMED,
    )


@letter(msg("Meeting cancelled"), to=IKM, of=SessionCancelled, keeps=for_one, until=_begins, of_sessions=True)
def session_cancelled(told: Told) -> Content:
    return Content(
        _("One meeting does not take place for {ikm}: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            _("We are sorry, one meeting for {ikm} does not take place.", ikm=told["ikm_name"]),
            Facts([programme_of(told), *what_changed(told)]),
            *_to_the_page(told),
            reason_given(told),
            _("All other meetings stay as they are. The file in this email takes this one out of your calendar."),
        ],
        calendar=CANCELLED,
    )


@letter(
    msg("Meetings added"),
    to=IKM,
    of=SessionAdded,
    keeps=for_one,
    until=lambda fact: max(item.starts_at for item in fact.added),
    of_sessions=True,
)
def session_added(told: Told) -> Content:
    return Content(
        _("More meetings for {ikm}: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            _("There are more meetings for {ikm}.", ikm=told["ikm_name"]),
            Facts([programme_of(told), *what_changed(told)]),
            *_to_the_page(told),
            times_are_attached(told),
        ],
        calendar=CONFIRMED,
    )


def _day_itself(fact: SessionNear) -> datetime:
    first = min(item.starts_at for item in fact.near)
    return start_of_day(first.astimezone(WITA).date())


@letter(
    msg("Meeting tomorrow"),
    to=IKM,
    of=SessionNear,
    keeps=for_one,
    goes=DAYTIME,
    until=_day_itself,
    of_sessions=True,
    informs=True,
)
def session_near(told: Told) -> Content:
    return Content(
        _("Tomorrow for {ikm}: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            _("Tomorrow {ikm} has a meeting.", ikm=told["ikm_name"]),
            first_facts(for_the_day(told)),
            *_to_the_page(told),
            other_facts(for_the_day(told)),
        ],
    )


def _to_the_page(told: Told) -> list[Part | None]:
    delegate = told.get("delegate_name")
    return [
        Button(_("See all meetings"), told.answer_url),
        _("{delegate} comes for you. Please tell {delegate} too.", delegate=delegate) if delegate else None,
    ]
