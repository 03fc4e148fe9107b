"""Values that mean something only together: half of a pair from one list and half from another say what nobody said."""

from collections.abc import Mapping
from typing import Any

from services.registry.domain.field import Kind
from services.registry.domain.fields import PAIRS, kind_of

_PLACE = frozenset({"desa", "address"})
_COUNTED = [pair for pair in PAIRS if kind_of(pair[1]) is Kind.UNIT]
_OTHER_HALF = dict(_COUNTED) | {unit: number for number, unit in _COUNTED}


def torn(old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
    """Return which of the ``new`` values would stand beside an ``old`` one that they were not said with.

    A number belongs to its unit; a desa and an address belong to their kecamatan.
    """
    found = set(_PLACE) if _differ(old, new, "kecamatan_code") else set()
    found |= {half for half, other in _OTHER_HALF.items() if other not in new and old.get(other) is not None}
    return frozenset(found)


def _differ(old: Mapping[str, Any], new: Mapping[str, Any], name: str) -> bool:
    return old.get(name) is not None and new.get(name) is not None and old[name] != new[name]
