"""The plan of an import: what each row would do to the register. The same rows and register give the same plan."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID, uuid5

from services.registry.domain.business_state import FieldChange, State
from services.registry.domain.duplicates import CERTAIN, Finding, Known
from services.registry.domain.evidence import Traits, joined, traits_of
from services.registry.domain.import_entry import Entry
from services.registry.domain.row_changes import contradicted, merge
from services.registry.domain.row_effects import effects_of
from services.registry.domain.several_rows import Told, read_together
from shared.language import Message, msg

NEW, UPDATE, SAME, POSSIBLE, REFUSED = "new", "update", "same", "possible", "refused"
VERDICTS = (NEW, UPDATE, SAME, POSSIBLE, REFUSED)


@dataclass(frozen=True)
class Earlier:
    """What a person decided about a row that said the same: it is ``ikm_id``."""

    ikm_id: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """``ikm_id``: which IKM is made (new) or written to (update, same). ``candidates``: what it may be the same as.

    ``notes``: what a person must know of it beside the other rows of its business. ``effects``: what becomes of it.
    """

    position: int
    entry: Entry
    verdict: str
    ikm_id: str | None = None
    reasons: tuple[Message, ...] = ()
    candidates: tuple[Finding, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    notes: tuple[Message, ...] = ()
    effects: tuple[str, ...] = ()
    earlier: Earlier | None = None


@dataclass
class Matching:
    """First pass: which row speaks of which business, before anything is known of what it changes."""

    rows: list[PlannedRow] = field(default_factory=list)
    targets: dict[str, list[int]] = field(default_factory=dict)
    nibs: dict[str, str] = field(default_factory=dict)


Seen = Callable[[int], None]
"""Is told how many rows are done, and may end the planning by raising."""


def unseen(done: int) -> None:
    """Tell nobody."""


NOTHING_EARLIER: Mapping[str, Earlier] = MappingProxyType({})


def match(
    entries: Sequence[Entry],
    known: Known,
    namespace: UUID,
    decided: Mapping[str, Earlier] = NOTHING_EARLIER,
    seen: Seen = unseen,
) -> Matching:
    """Decide for every row, in order, what it speaks of. Later rows see what earlier ones would add.

    ``decided``: by content, what a person said of rows like these before. ``seen`` is told how many are done.
    """
    businesses = (record for record in known.records.values() if record.id not in known.waiting)
    matching = Matching(nibs={record.nib: record.id for record in businesses if record.nib})
    traits = [None if entry.refused else traits_of(new_id(namespace, entry), entry) for entry in entries]
    known.bearers.add_list(list(filter(None, traits)))
    for position, (entry, its) in enumerate(zip(entries, traits, strict=True)):
        seen(position)
        row = _judged(position, entry, its, known, decided)
        matching.rows.append(row)
        if row.ikm_id:
            matching.targets.setdefault(row.ikm_id, []).append(position)
    return matching


def new_id(namespace: UUID, entry: Entry) -> str:
    """Return the id of the IKM that a row of an import makes: the same however often it is planned."""
    return str(uuid5(namespace, f"{entry.sheet}\n{entry.number}"))


def complete(
    matching: Matching, state_of: Callable[[Iterable[str]], dict[str, State]], seen: Seen = unseen
) -> list[PlannedRow]:
    """Second pass: what each row changes. ``state_of`` returns the register's state of the businesses it knows."""
    states = state_of(matching.targets)
    told = _read_together(matching)
    rows: list[PlannedRow] = []
    for row in matching.rows:
        seen(row.position)
        if row.ikm_id is None:
            rows.append(row)
            continue
        state = states.setdefault(row.ikm_id, State())
        nib = row.entry.get("nib")
        state.foreign_nib = nib if nib and matching.nibs.setdefault(nib, row.ikm_id) != row.ikm_id else None
        later = [told[place].entry for place in matching.targets[row.ikm_id] if place > row.position]
        mine = told.get(row.position, Told(row.entry))
        rows.append(_with_changes(row, state, mine, contradicted(mine.entry, later)))
    return [_with_effects(row, states) for row in rows]


def _read_together(matching: Matching) -> dict[int, Told]:
    several = (places for places in matching.targets.values() if len(places) > 1)
    return {
        place: told
        for places in several
        for place, told in zip(places, read_together([matching.rows[each].entry for each in places]), strict=True)
    }


def _with_effects(row: PlannedRow, states: Mapping[str, State]) -> PlannedRow:
    if row.ikm_id is None:
        return row
    effects = effects_of(row.changes, states[row.ikm_id], several=bool(row.notes))
    return replace(row, effects=tuple(effects))


def digest(rows: Iterable[PlannedRow]) -> str:
    """Return a fingerprint of everything a plan would do: two equal plans have the same."""
    mark = hashlib.sha256(b"[")
    for place, row in enumerate(rows):
        content = [
            row.position, row.verdict, row.ikm_id, row.effects, [found.id for found in row.candidates],
            [row.entry.get(name) for name in row.entry.given],
            [[change.field, str(change.old), str(change.new), change.kind] for change in row.changes],
        ]  # fmt: skip
        mark.update((", " if place else "").encode() + json.dumps(content).encode())
    mark.update(b"]")
    return mark.hexdigest()


def _judged(
    position: int, entry: Entry, row: Traits | None, known: Known, decided: Mapping[str, Earlier]
) -> PlannedRow:
    if entry.refused or row is None:
        return PlannedRow(position, entry, REFUSED, reasons=tuple(filter(None, [entry.refused])))
    earlier = decided.get(entry.content_hash) if decided else None
    if earlier and earlier.ikm_id in known.records:
        known.put(joined(known.records[earlier.ikm_id], row))
        return PlannedRow(position, entry, UPDATE, earlier.ikm_id, earlier=earlier)
    findings = known.find(row, waits_as=lambda: entry.content_hash)
    certain = [found for found in findings if found.strength == CERTAIN]
    if len(certain) == 1:
        known.put(joined(known.records[certain[0].id], row))
        return PlannedRow(position, entry, UPDATE, certain[0].id, certain[0].reasons)
    if findings:
        known.put_waiting(replace(row, id=entry.content_hash))
        return PlannedRow(position, entry, POSSIBLE, candidates=tuple(certain or findings))
    if refusal := _too_little(entry):
        return PlannedRow(position, entry, REFUSED, reasons=(refusal,))
    known.put(row)
    return PlannedRow(position, entry, NEW, row.id)


def _too_little(entry: Entry) -> Message | None:
    """A list of trainees says who was there, not who is an IKM: a stranger needs a place and a telephone."""
    if entry.of_trainees and not (entry.get("kecamatan_code") and entry.phone):
        return msg("No IKM like this is known, and a list of participants without kecamatan and telephone makes none.")
    return None


def _with_changes(row: PlannedRow, state: State, told: Told, left: frozenset[str]) -> PlannedRow:
    changes = tuple(merge(state, told.entry, left))
    verdict = SAME if row.verdict == UPDATE and not any(change.is_written for change in changes) else row.verdict
    return replace(row, verdict=verdict, changes=changes, notes=told.notes)
