"""What the type hints of an event say of its parts."""

import types
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True)
class Part:
    """One part of an event: its type without None, whether it must be there, whether it may be None."""

    name: str
    kind: Any
    is_required: bool
    may_be_none: bool


def parts_of(contract: Any) -> Iterator[Part]:
    """Yield the parts of an event, or of what is nested in one, as declared."""
    hints = get_type_hints(contract)
    for item in fields(contract):
        kind = _without_none(hints[item.name])
        required = item.default is MISSING and item.default_factory is MISSING
        yield Part(item.name, kind, required, may_be_none=kind is not hints[item.name])


def is_nested(kind: Any) -> bool:
    """Tell whether something has parts of its own."""
    return is_dataclass(kind)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    (inner,) = (arg for arg in get_args(hint) if arg is not type(None))
    return inner
