"""The plan of an import: what each row would do to the register. The same rows and register give the same plan."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from services.registry.domain.duplicates import CERTAIN, Finding, Known
from services.registry.domain.evidence import joined, traits_of
from services.registry.domain.import_entry import Entry
from services.registry.domain.row_changes import FieldChange, State, merge
from shared.language import Message, msg

NEW, UPDATE, SAME, POSSIBLE, REFUSED = "new", "update", "same", "possible", "refused"
VERDICTS = (NEW, UPDATE, SAME, POSSIBLE, REFUSED)


@dataclass(frozen=True)
class PlannedRow:
    """``ikm_id``: which IKM is made (new) or written to (update, same). ``candidates``: what it may be the same as."""

    position: int
    entry: Entry
    verdict: str
    ikm_id: str | None = None
    reasons: tuple[Message, ...] = ()
    candidates: tuple[Finding, ...] = ()
    changes: tuple[FieldChange, ...] = ()


@dataclass
class Matching:
    """First pass: which row speaks of which business, before anything is known of what it changes."""

    rows: list[PlannedRow] = field(default_factory=list)
    targets: dict[str, list[int]] = field(default_factory=dict)


def match(entries: Sequence[Entry], known: Known, namespace: UUID) -> Matching:
    """Decide for every row, in order, what it speaks of. Later rows see what earlier ones would add."""
    matching = Matching()
    for position, entry in enumerate(entries):
        row = _judged(position, entry, known, str(uuid5(namespace, f"{entry.sheet}\n{entry.number}")))
        matching.rows.append(row)
        if row.ikm_id:
            matching.targets.setdefault(row.ikm_id, []).append(position)
    return matching


def complete(matching: Matching, state_of: Callable[[Iterable[str]], dict[str, State]]) -> list[PlannedRow]:
    """Second pass: what each row changes. ``state_of`` returns the register's state of the businesses it knows."""
    states = state_of(matching.targets)
    return [_with_changes(row, states) for row in matching.rows]


def digest(rows: Iterable[PlannedRow]) -> str:
    """Return a fingerprint of everything a plan would do: two equal plans have the same."""
    content = [
        [row.position, row.verdict, row.ikm_id, [found.id for found in row.candidates],
         [[change.field, str(change.old), str(change.new), change.kind] for change in row.changes]]
        for row in rows
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _judged(position: int, entry: Entry, known: Known, new_id: str) -> PlannedRow:
    if entry.refused:
        return PlannedRow(position, entry, REFUSED, reasons=(entry.refused,))
    row = traits_of(new_id, entry)
    findings = known.find(row)
    certain = [found for found in findings if found.strength == CERTAIN]
    if len(certain) == 1:
        known.put(joined(known.records[certain[0].id], row))
        return PlannedRow(position, entry, UPDATE, certain[0].id, certain[0].reasons)
    if findings:
        known.put_waiting(row)
        return PlannedRow(position, entry, POSSIBLE, candidates=tuple(certain or findings))
    if refusal := _too_little(entry):
        return PlannedRow(position, entry, REFUSED, reasons=(refusal,))
    known.put(row)
    return PlannedRow(position, entry, NEW, new_id)


def _too_little(entry: Entry) -> Message | None:
    """A list of trainees says who was there, not who is an IKM: a stranger needs a place and a telephone."""
    if entry.attended and not (entry.get("kecamatan_code") and entry.phone):
        return msg("No IKM like this is known, and a list of participants without kecamatan and telephone makes none.")
    return None


def _with_changes(row: PlannedRow, states: dict[str, State]) -> PlannedRow:
    if row.ikm_id is None:
        return row
    state = states.setdefault(row.ikm_id, State())
    changes = tuple(merge(state, row.entry))
    verdict = SAME if row.verdict == UPDATE and not any(change.is_written for change in changes) else row.verdict
    return PlannedRow(row.position, row.entry, verdict, row.ikm_id, row.reasons, row.candidates, changes)
