"""The change history as people read it: what was done, by whom, and each field before and after."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.registry.domain.change_words import CODES
from services.registry.domain.fields import LABELS, SILENT, field_called
from services.registry.domain.ikm import STATUSES
from services.registry.domain.outcome import STATES
from services.registry.domain.wording import CAME_BACK, ENROLMENTS, HELD, STEPS, TOOK_PART
from services.registry.web.field_values import shown_value
from shared import words as written
from shared.change import FORGET, Change
from shared.language import Message, gettext
from shared.vocabulary import CERTIFICATES, OUTCOMES, SEVERITIES, TOPICS

NOTHING = "–"


@dataclass(frozen=True)
class Line:
    """One field of one change."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Step:
    at: datetime
    who: str
    what: str
    reason: str | None
    lines: list[Line]
    erased: bool


def steps(changes: Iterable[Change]) -> list[Step]:
    """Return the changes as they are shown, in the order given."""
    return [
        Step(
            at=change.at,
            who=change.actor_name or gettext("Name erased"),
            what=str(STEPS.get(change.action, Message(change.action))),
            reason=_reason(change),
            lines=_lines(change),
            erased=change.is_erased,
        )
        for change in changes
    ]


def _reason(change: Change) -> str | None:
    """What a person wrote stands as it is; why mail came back is a code."""
    if change.action == "mail_came_back" and change.reason in CAME_BACK:
        return str(CAME_BACK[change.reason])
    return change.reason


def _lines(change: Change) -> list[Line]:
    if change.action == FORGET:
        return []
    names = dict.fromkeys([*change.new, *change.old])
    return [
        Line(_label(change.action, name), shown(name, change.old.get(name)), shown(name, change.new.get(name)))
        for name in names
        if name not in SILENT
    ]


def _label(action: str, name: str) -> str:
    return label_of(f"{action}-{name}" if action.startswith("contact_") else name)


def label_of(name: str) -> str:
    """Return what a field is called; a field of a contact is named behind a dash: "owner-phone"."""
    contact, _, field = name.rpartition("-")
    if contact and field == "name":
        return gettext("Name")
    return str(LABELS.get(field) or CERTIFICATES.get(field) or TOPICS.get(field) or field)


def shown(name: str, value: Any) -> str:
    """Return a recorded value in words."""
    if value is None or value == "" or value == []:
        return NOTHING
    if field := field_called(name):
        return shown_value(field, value)
    if isinstance(value, list):
        return "; ".join(_certificate(row) for row in value)
    words = WORDED.get(name)
    if name in TOPICS:
        words = SEVERITIES.get
    return str((words(value) if words else None) or value)


def _certificate(row: Any) -> str:
    if not isinstance(row, Mapping):
        return str(row)
    ends = _day(row["expires_on"]) if row.get("expires_on") else None
    state = str(HELD.get(row.get("state", ""), ""))
    return " ".join(filter(None, [state, row.get("number"), f"({ends})" if ends else None]))


def _day(recorded: str) -> str:
    return written.date(date.fromisoformat(recorded))


WORDED: dict[str, Callable[[Any], Any]] = {
    **{name: words.get for name, words in CODES.items()},
    "status": lambda code: STATUSES.get(code) or TOOK_PART.get(code),
    "held_on": _day,
    "dated_on": _day,
    "enrolment": ENROLMENTS.get,
    "outcome": OUTCOMES.get,
    "outcome_state": STATES.get,
}
