"""What a person says of a whole list because no cell says it, so that its rows do not end as drafts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.registry.domain.cluster import suggestions
from services.registry.domain.import_entry import Entry
from services.registry.domain.row_place import UNKNOWN_KECAMATAN

PLACE, CLUSTER, CODE = "kecamatan_code", "cluster", "kbli"
ANSWERS = (PLACE, CLUSTER, CODE, "branch")
"""What may be said of a whole list. Where a row already says or suggests it, the row is right."""
KIND = frozenset({CLUSTER, CODE})
"""One of the two is enough, so the other is not added to it."""


def with_answers(entry: Entry, answers: Mapping[str, Any]) -> Entry:
    """Return a row as its cells and these answers say it; answers of before are gone.

    A kecamatan tells who a business is. The rest does not: it was said of a list, not of one business.
    """
    bare = _without(entry)
    if bare.refused:
        return bare
    known = {**suggestions(bare.values), **bare.values}
    given = {name: answers[name] for name in ANSWERS if answers.get(name) and known.get(name) is None}
    if KIND & {name for name in KIND if known.get(name)}:
        given = {name: value for name, value in given.items() if name not in KIND}
    if not given:
        return bare
    remarks = tuple(one for one in bare.remarks if PLACE not in given or one != UNKNOWN_KECAMATAN)
    assumed = (*bare.assumed, *(name for name in given if name != PLACE))
    return replace(bare, values={**bare.values, **given}, given=tuple(given), assumed=assumed, remarks=remarks)


def _without(entry: Entry) -> Entry:
    if not entry.given:
        return entry
    return replace(
        entry,
        values={name: value for name, value in entry.values.items() if name not in entry.given},
        assumed=tuple(name for name in entry.assumed if name not in entry.given),
        remarks=(*entry.remarks, UNKNOWN_KECAMATAN) if PLACE in entry.given else entry.remarks,
        given=(),
    )
