"""What becomes of a row beyond new or known: a draft, a business that closes, values that are replaced."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from services.registry.domain.business_state import CHANGE, FieldChange, State
from services.registry.domain.cluster import suggestions
from services.registry.domain.ikm import missing_for_registration
from services.registry.domain.import_entry import Entry
from services.registry.domain.row_changes import merge
from shared.language import Message, msg

NO_KECAMATAN, NO_CLUSTER, CLOSES, REPLACES, SEVERAL = "no_kecamatan", "no_cluster", "closes", "replaces", "several"
DRAFT = "draft"
EFFECTS: dict[str, Message] = {
    DRAFT: msg("Will be drafts"),
    CLOSES: msg("Close a business"),
    REPLACES: msg("Replace a value"),
    SEVERAL: msg("Several rows of one business"),
}
"""In the order in which a plan tells them; ``draft`` is any that lacks something."""
_LACKS = {"kecamatan_code": NO_KECAMATAN, "cluster": NO_CLUSTER}


def lacks(values: Mapping[str, Any]) -> list[str]:
    """Return what a record lacks to be in any matching, after what product and KBLI suggest."""
    missing = missing_for_registration({**suggestions(values), **values})
    return [code for name, code in _LACKS.items() if name in missing]


def effects_of(changes: Collection[FieldChange], state: State, *, several: bool) -> Iterator[str]:
    """Yield what becomes of a row. ``state``: its business once the whole list is written."""
    written = [change for change in changes if change.is_written]
    closes = any(change.field == "status" for change in written)
    if state.draft and not state.closed and (missing := lacks(state.values)):
        yield DRAFT
        yield from missing
    if closes:
        yield CLOSES
    if any(change.kind == CHANGE and change.field != "status" for change in written):
        yield REPLACES
    if several:
        yield SEVERAL


def effects_alone(entry: Entry) -> tuple[str, ...]:
    """Return what becomes of a row that makes a business of its own."""
    state = State()
    return tuple(effects_of(merge(state, entry), state, several=False))


def as_words(effects: Iterable[str]) -> str:
    """Return effects as words between blanks, so that one pass over rows finds any of them."""
    return f" {' '.join(effects)} "
