"""What a row about a known business changes, field by field, and what the register keeps against it."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.registry.domain.amounts import is_rounded
from services.registry.domain.business_state import CHANGE, CONFLICT, FILL, FieldChange, State
from services.registry.domain.cluster import suggestions
from services.registry.domain.field import Kind
from services.registry.domain.fields import FIELDS, FIXED, PAIRS, SILENT, kind_of
from services.registry.domain.import_entry import Entry, Held
from services.registry.domain.list_answers import KIND
from services.registry.domain.names import compatible_person, is_single_word, same_name, same_person
from services.registry.domain.products import JOINT, holds
from services.registry.domain.together import torn
from shared.clock import start_of_day

GROWING = frozenset(field.column for field in FIELDS if field.kind in (Kind.PERSON, Kind.PARAGRAPH))
"""Here a change keeps what was there before."""


_BESIDE = {field.column: field.silent for field in FIELDS if field.silent} | {
    one: beside for one, beside in PAIRS if kind_of(beside) is not Kind.UNIT
}
"""Columns to the one that only makes sense with their value."""


def merge(state: State, entry: Entry, left: Container[str] = ()) -> list[FieldChange]:
    """Return what the entry changes, and bring ``state`` up to it. ``left``: fields it may fill in, but not change."""
    changes = [*_values(state, entry), *_contact(state, entry), *_held(state, entry), *_others(state, entry)]
    changes = [
        replace(change, kind=CONFLICT) if change.kind == CHANGE and change.field in left else change
        for change in changes
    ]
    for change in changes:
        if change.is_written:
            _take(state, change, entry)
    return changes


def spoken_of(entry: Entry) -> frozenset[str]:
    """Return the fields whose value this row decides when a row before it in the same list says another.

    Not so consent: its day decides, not its place in the list.
    """
    more = {"email"} if entry.email else set()
    return (frozenset(entry.values) | more) - GROWING - set(entry.assumed)


def contradicted(entry: Entry, later: Sequence[Entry]) -> frozenset[str]:
    """Return the fields of which a later row about the same business says something else: it has its way.

    So the same list again changes nothing.
    """
    said: dict[str, Any] = {}
    for other in later:
        said |= {name: other.email if name == "email" else other.get(name) for name in spoken_of(other)}
    own = {**entry.values, "email": entry.email}
    return frozenset(name for name, value in said.items() if own.get(name) != value)


def _values(state: State, entry: Entry) -> Iterator[FieldChange]:
    apart = torn(state.values, entry.values)
    for name, new in entry.values.items():
        old = state.values.get(name)
        if (
            name in SILENT
            or new == old
            or (name in entry.assumed and old is not None)
            or _is_enough(name, state, entry)
        ):
            continue
        if old and kind_of(name) is Kind.PARAGRAPH:
            if new not in old:
                yield FieldChange(name, old, f"{old}; {new}", _kind(state, name, old))
        elif old is None or not _says_the_same(name, old, new):
            yield FieldChange(name, old, new, CONFLICT if name in apart else _kind(state, name, old, new))


def _is_enough(name: str, state: State, entry: Entry) -> bool:
    """What was said of a whole list adds no cluster to a business that has one, or a code, or products that tell it."""
    if name not in entry.given or name not in KIND:
        return False
    return not KIND.isdisjoint(state.values) or "cluster" in suggestions({**entry.values, **state.values})


def _kind(state: State, name: str, old: Any, new: Any = None) -> str:
    if state.closed or name in state.verified:
        return CONFLICT
    if old is None:
        return CONFLICT if name == "nib" and new == state.foreign_nib else FILL
    if kind_of(name) is Kind.PERSON and is_single_word(old) and compatible_person(old, new):
        return CHANGE
    return CONFLICT if name in FIXED else CHANGE


def _says_the_same(name: str, old: Any, new: Any) -> bool:
    kind = kind_of(name)
    if kind is Kind.NAME:
        return same_name(old, new)
    if kind is Kind.PERSON:
        return same_person(old, new) or (is_single_word(new) and compatible_person(old, new))
    if kind is Kind.RUPIAH:
        return is_rounded(new, old)
    if name == "product" and JOINT.strip() in old and holds(old, new):
        return True
    return isinstance(old, str) and isinstance(new, str) and old.casefold() == new.casefold()


def _contact(state: State, entry: Entry) -> Iterator[FieldChange]:
    known = {state.phone, state.phone_other}
    first = entry.phone if entry.phone not in known else None
    other = entry.phone_other if entry.phone_other not in known else None
    if first and state.phone is None:
        yield FieldChange("phone", None, first, FILL)
        first = None
    for number in filter(None, (first, other)):
        kind = FILL if state.phone_other is None and number == (first or other) else CONFLICT
        yield FieldChange("phone_other", state.phone_other, number, kind)
    if entry.email and entry.email != state.email:
        yield FieldChange("email", state.email, entry.email, _kind(state, "email", state.email))


def _held(state: State, entry: Entry) -> Iterator[FieldChange]:
    for held in entry.held:
        rows = state.held.get(held.kind, [])
        if _is_recorded(held, rows):
            continue
        contradicts = held.state == "no" and any(row[0] == "yes" for row in rows)
        old = ", ".join(number or said for said, number in rows) or None
        yield FieldChange(f"certificate.{held.kind}", old, held.number or held.state,
                          CONFLICT if contradicts else CHANGE if rows else FILL)  # fmt: skip


def _is_recorded(held: Held, rows: list[tuple[str, str | None]]) -> bool:
    if held.number:
        return any(number == held.number for _, number in rows)
    return any(said == held.state for said, _ in rows)


def _others(state: State, entry: Entry) -> Iterator[FieldChange]:
    for topic in entry.needs:
        if topic not in state.needs:
            yield FieldChange(f"need.{topic}", None, topic, FILL)
    if entry.consent and (entry.consent != state.consent or _dates_it(state, entry)):
        yield FieldChange("consent", state.consent, entry.consent, _consent_kind(state, entry))
    attended = entry.attended
    if attended and (attended.title, attended.first) not in state.attended:
        yield FieldChange("training", None, f"{attended.title}, {attended.first.isoformat()}", FILL)
    if entry.closed and not state.closed:
        yield FieldChange("status", None, "closed", CONFLICT if state.verified else CHANGE)


def _consent_kind(state: State, entry: Entry) -> str:
    """A withdrawal ends only by a later yes whose day is known (UU PDP 27/2022: consent has to be shown).

    Where either has no day, a withdrawal is the newer one.
    """
    if state.consent is None:
        return FILL
    if entry.consent == state.consent:
        return CHANGE
    said_at, known_at = _said_at(entry), state.consent_at
    if said_at is None or known_at is None:
        return CHANGE if entry.consent == "no" else CONFLICT
    return CHANGE if said_at > known_at or (entry.consent == "no" and said_at == known_at) else CONFLICT


def _dates_it(state: State, entry: Entry) -> bool:
    """Whether the row says the same on a day that matters: of a consent without one, or after the refusal so far."""
    said_at = _said_at(entry)
    if said_at is None:
        return False
    if entry.consent == "no":
        return state.consent_at is not None and said_at > state.consent_at
    return state.consent_at is None


def _said_at(entry: Entry) -> datetime | None:
    return start_of_day(entry.answered_on) if entry.answered_on else None


def _take(state: State, change: FieldChange, entry: Entry) -> None:
    group, _, detail = change.field.partition(".")
    if group == "certificate":
        rows = [row for row in state.held.get(detail, []) if row[0] == "yes"]
        new = next(held for held in entry.held if held.kind == detail and change.new in (held.number, held.state))
        state.held[detail] = [row for row in rows if row[1]] + [(new.state, new.number)]
    elif group == "need":
        state.needs.add(detail)
    elif group == "training" and entry.attended:
        state.attended.add((entry.attended.title, entry.attended.first))
    elif group == "status":
        state.closed = True
    elif group == "consent":
        state.consent, state.consent_at = change.new, _said_at(entry)
    elif group in ("phone", "phone_other", "email"):
        setattr(state, group, change.new)
    else:
        state.values |= written_values({group: change.new}, entry.values)


def written_values(values: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return values together with the columns that only make sense beside them."""
    extra = {beside: given.get(beside) for name in values if (beside := _BESIDE.get(name))}
    return {**values, **extra}
