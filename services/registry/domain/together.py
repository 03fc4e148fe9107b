"""Values that mean something only together: half of a pair from one list and half from another say what nobody said."""

from collections.abc import Mapping
from typing import Any

_PLACE = frozenset({"desa", "address"})


def torn(old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
    """Return which of the ``new`` values would stand beside an ``old`` one that they were not said with.

    A number belongs to its unit; a desa and an address belong to their kecamatan.
    """
    found = set(_PLACE) if _differ(old, new, "kecamatan_code") else set()
    if "capacity_unit" not in new and old.get("capacity_unit") is not None:
        found.add("capacity")
    if "capacity" not in new and old.get("capacity") is not None:
        found.add("capacity_unit")
    return frozenset(found)


def _differ(old: Mapping[str, Any], new: Mapping[str, Any], name: str) -> bool:
    return old.get(name) is not None and new.get(name) is not None and old[name] != new[name]
