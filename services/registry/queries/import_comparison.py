"""A doubtful row beside what the register knows: what a person needs to decide."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.domain.business_state import State
from services.registry.domain.change_words import label_of, worded
from services.registry.domain.fields import CONTACT, FIELDS
from services.registry.domain.import_entry import Entry
from services.registry.domain.row_changes import merge
from services.registry.models.import_row import ImportRow
from services.registry.queries.import_row_views import RowView
from services.registry.queries.known_ikm import states_of
from shared.language import Message
from shared.search import search_key

_ORDER = tuple(field.column for field in sorted(FIELDS, key=lambda field: not field.key or field.is_figure))
"""First what tells one business from another."""


@dataclass(frozen=True)
class Line:
    """One field, as the list says it and as the register has it."""

    label: Message
    listed: Message | str
    known: Message | str
    differs: bool


def both_sides(session: Session, row: RowView) -> dict[str, list[Line]]:
    """Return, for every candidate, the fields of the row beside those of the register."""
    states = states_of(session, [found.business.id for found in row.candidates])
    return {
        found.business.id: _lines(
            row.entry, states.get(found.business.id) or _planned_state(session, found.business.id)
        )
        for found in row.candidates
    }


def _planned_state(session: Session, ikm_id: str) -> State:
    """A candidate that is only planned stands as the row says that will make it."""
    state = State()
    makers = select(ImportRow).where(ImportRow.ikm_id == UUID(ikm_id)).order_by(ImportRow.position)
    for maker in session.scalars(makers):
        merge(state, Entry.from_json(maker.entry))
    return state


def _lines(entry: Entry, state: State) -> list[Line]:
    listed = {**entry.values, **{name: getattr(entry, name) for name in CONTACT}}
    known = {**state.values, **{name: getattr(state, name) for name in CONTACT}}
    if entry.nib_candidate:
        listed.setdefault("nib", entry.nib_candidate)
    shown = [name for name in _ORDER if listed.get(name) or known.get(name)]
    return [
        Line(
            label_of(name),
            worded(name, listed.get(name)),
            worded(name, known.get(name)),
            bool(listed.get(name) and known.get(name)) and not _alike(listed[name], known[name]),
        )
        for name in shown
    ]


def _alike(one: Any, two: Any) -> bool:
    return search_key(one) == search_key(two) if isinstance(one, str) and isinstance(two, str) else one == two
