"""What a person says of a whole list because no cell says it, so that its rows do not end as drafts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.registry.domain.cells import Unreadable
from services.registry.domain.cluster import suggestions
from services.registry.domain.import_entry import Entry
from services.registry.domain.places import desa, kecamatan_of, no_desa
from services.registry.domain.row_place import UNKNOWN_KECAMATAN, desa_guessed

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
    full = replace(bare, values={**bare.values, **given}, given=tuple(given), assumed=assumed, remarks=remarks)
    return _with_desa(full) if PLACE in given else full


def _with_desa(entry: Entry) -> Entry:
    """Look for the desa anew, now that its kecamatan is known."""
    words = entry.get("desa")
    if not words or entry.get("desa_code"):
        return entry
    try:
        place = desa(words, entry.get(PLACE))
    except Unreadable:
        return entry
    if place is None or kecamatan_of(place.code) != entry.get(PLACE):
        return entry
    said = (desa_guessed(words, place.name),) if place.guess else ()
    remarks = (*(one for one in entry.remarks if one.template != no_desa(words).template), *said)
    found = {"desa": place.name, "desa_code": place.code}
    return replace(entry, values={**entry.values, **found}, unplaced=words, remarks=remarks)


def _without(entry: Entry) -> Entry:
    if not entry.given:
        return entry
    if entry.unplaced:
        entry = _without_desa(entry)
    return replace(
        entry,
        values={name: value for name, value in entry.values.items() if name not in entry.given},
        assumed=tuple(name for name in entry.assumed if name not in entry.given),
        remarks=(*entry.remarks, UNKNOWN_KECAMATAN) if PLACE in entry.given else entry.remarks,
        given=(),
    )


def _without_desa(entry: Entry) -> Entry:
    words = entry.unplaced or ""
    said = desa_guessed(words, entry.get("desa"))
    values = {name: value for name, value in entry.values.items() if name != "desa_code"} | {"desa": words}
    remarks = (*(one for one in entry.remarks if one != said), no_desa(words))
    return replace(entry, values=values, unplaced=None, remarks=remarks)
