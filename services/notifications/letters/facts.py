"""What a letter says about an offer: what an owner must know, in two parts around the button, and more for the desk."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.notifications.letters.content import Facts, Row
from services.notifications.letters.told import Told
from services.notifications.letters.wording import label
from shared import words
from shared.events.partners import OfferSummary, SessionTime
from shared.events.reading import schema_of
from shared.language import gettext as _
from shared.language import translate
from shared.programme_facts import FIRST, LABELS, NAME_IT, Fact, programme_facts
from shared.words import number

ON_THE_DAY = (*FIRST, "bring", "contact")
"""What somebody needs who is about to set out."""


def facts_of(told: Told, answer_by: str | None = None) -> list[Fact]:
    """Return what is known of the programme, as every page and message words it."""
    return programme_facts(
        _offer(told), _meetings(told.get("sessions")), datetime.fromisoformat(answer_by) if answer_by else None
    )


def first_facts(facts: Sequence[Fact]) -> Facts:
    """Return what stands above the button: what, when, where."""
    return Facts([_row(fact) for fact in facts if fact.name in FIRST])


def other_facts(facts: Sequence[Fact]) -> Facts:
    """Return what stands below the button."""
    return Facts([_row(fact) for fact in facts if fact.name not in FIRST])


def what_was_called_off(told: Told) -> Facts:
    """Return which programme it was."""
    known = programme_facts(_offer(told), _meetings(told.get("sessions")) or None)
    return Facts([_row(fact) for fact in known if fact.name in NAME_IT])


def programme_of(told: Told) -> Row:
    """Return what it is called."""
    return translate(LABELS["what"]), [told.title]


def meeting_lines(meeting: Mapping[str, Any], place: str | None) -> list[str]:
    """Return when one meeting is, by its own name where it has one, and ``place`` where that is to be said."""
    when = words.meeting(*(datetime.fromisoformat(meeting[name]) for name in ("starts_at", "ends_at")))
    return [f"{when}: {meeting['title']}" if meeting["title"] else when, *([place] if place else [])]


def for_the_day(told: Told) -> list[Fact]:
    """Return what somebody needs who is about to set out."""
    return [fact for fact in facts_of(told) if fact.name in ON_THE_DAY]


def for_the_desk(offer: Mapping[str, Any]) -> list[Row]:
    """Return what only those who run the programme ask."""
    return [
        (_("Topic"), [label(offer["topic"], "topic")]),
        (_("Kind"), [label(offer["form"], "form")]),
        seats(offer),
    ]


def seats(offer: Mapping[str, Any]) -> Row:
    """Return how many may take part."""
    return _("Seats"), [number(offer["quota"])]


def _offer(told: Told) -> OfferSummary:
    offer: OfferSummary = schema_of(OfferSummary).load(told.offer)
    return offer


def _row(fact: Fact) -> Row:
    return fact.label, fact.lines


def _meetings(sessions: Sequence[Mapping[str, Any]] | None) -> list[SessionTime] | None:
    schema = schema_of(SessionTime)
    return None if sessions is None else [schema.load(item) for item in sessions]
