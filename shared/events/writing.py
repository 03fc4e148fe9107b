"""How an event is written: as it stands, but for what JSON does not know."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, get_args, get_origin
from uuid import UUID

from shared.events.hints import is_nested, parts_of

Write = Callable[[Any], Any]
"""Turns a value into one that JSON knows."""
WRITTEN: dict[type, Write] = {UUID: str, date: date.isoformat, datetime: datetime.isoformat}
"""What is no JSON value already."""


@cache
def writer_of(contract: Any) -> Write:
    """Return what writes events of this type as plain JSON values."""
    return _write_all({part.name: _writer(part.kind) for part in parts_of(contract)})


def _write_all(members: Mapping[str, Write | None]) -> Write:
    converted = {name: write for name, write in members.items() if write}

    def write_all(value: Any) -> dict[str, Any]:
        known = vars(value)
        written = {name: known[name] for name in members}
        for name, write in converted.items():
            if written[name] is not None:
                written[name] = write(written[name])
        return written

    return write_all


def _writer(kind: Any) -> Write | None:
    """Return what writes values of this type, None where they go as they are."""
    if get_origin(kind) is list:
        write = _writer(get_args(kind)[0])
        return (lambda values: [write(value) for value in values]) if write else list
    return writer_of(kind) if is_nested(kind) else WRITTEN.get(kind)
