"""Where a business is: the desa's official code, where the name is one of the kecamatan's."""

from collections.abc import Mapping
from typing import Any

from services.registry.domain import places
from services.registry.domain.cells import Unreadable


def desa_code(values: Mapping[str, Any], kecamatan_code: str | None) -> dict[str, str | None]:
    """Return the code that belongs beside a given desa; None for a name that is not on the list."""
    if "desa" not in values:
        return {}
    try:
        place = places.desa(values["desa"], values.get("kecamatan_code") or kecamatan_code)
    except Unreadable:
        place = None
    return {"desa_code": place.code if place else None}
