"""A sentra is a place where at least five IKM make the same of the same (PP 29/2018, article 1)."""

from collections.abc import Mapping
from typing import Any


def belonging(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what values say of a sentra beside themselves: a name is a yes, and what is no yes has no name."""
    if values.get("sentra"):
        return {"in_sentra": "yes"}
    return {"sentra": None} if values.get("in_sentra", "yes") != "yes" else {}
