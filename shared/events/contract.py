"""What an event is: a frozen dataclass with a name and a version, whose type hints say how it travels.

It is written as it stands and read through marshmallow, which lets nothing in that the hints do not allow.
Readers ignore fields they do not know. A breaking change is a new version.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Union, dataclass_transform, get_args, get_origin, get_type_hints
from uuid import UUID

from marshmallow import EXCLUDE, Schema, post_load
from marshmallow import fields as wire

Write = Callable[[Any], Any]
"""Turns a value into one that JSON knows."""
WRITTEN: dict[type, Write] = {UUID: str, date: date.isoformat, datetime: datetime.isoformat}
"""What is no JSON value already."""
SCALARS: dict[type, type[wire.Field[Any]]] = {
    str: wire.String,
    int: wire.Integer,
    bool: wire.Boolean,
    UUID: wire.UUID,
    date: wire.Date,
    datetime: wire.AwareDateTime,
}


class UnknownEvent(Exception):
    """No contract is known for this event name and version."""


@dataclass(frozen=True)
class Event:
    """A fact that became true. Subclasses are declared with :func:`event`."""

    event_name: ClassVar[str]
    event_version: ClassVar[int]


_SCHEMAS: dict[type, Schema] = {}
_WRITERS: dict[type, Write] = {}
CONTRACTS: dict[tuple[str, int], type[Event]] = {}


@dataclass_transform(frozen_default=True)
def event(name: str, version: int = 1) -> Any:
    """Declare a subclass of :class:`Event` as the contract of ``name`` at ``version``."""

    def declare(cls: type[Event]) -> type[Event]:
        cls.event_name, cls.event_version = name, version
        contract = dataclass(frozen=True, kw_only=True)(cls)
        CONTRACTS[name, version] = contract
        return contract

    return declare


def dump(fact: Event) -> dict[str, Any]:
    """Return the event's payload as plain JSON values."""
    payload: dict[str, Any] = _writer_of(type(fact))(fact)
    return payload


def load(name: str, version: int, payload: Mapping[str, Any]) -> Event:
    """Return the event for a payload; raises UnknownEvent or marshmallow's ValidationError."""
    contract = CONTRACTS.get((name, version))
    if contract is None:
        raise UnknownEvent(f"{name} version {version}")
    fact: Event = schema_of(contract).load(payload)
    return fact


def _writer_of(contract: Any) -> Write:
    if contract not in _WRITERS:
        hints = get_type_hints(contract)
        _WRITERS[contract] = _write_all({item.name: _writer(hints[item.name]) for item in fields(contract)})
    return _WRITERS[contract]


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


def _writer(hint: Any) -> Write | None:
    """Return what writes values of this type, None where they go as they are."""
    inner = _inner(hint)
    if get_origin(inner) is list:
        write = _writer(get_args(inner)[0])
        return (lambda values: [write(value) for value in values]) if write else list
    return _writer_of(inner) if is_dataclass(inner) else WRITTEN.get(inner)


def _inner(hint: Any) -> Any:
    """Return what may be there beside None."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    (inner,) = (arg for arg in get_args(hint) if arg is not type(None))
    return inner


def schema_of(contract: Any) -> Schema:
    """Return the marshmallow schema that a contract's type hints describe."""
    if contract not in _SCHEMAS:
        _SCHEMAS[contract] = _describe(contract)
    return _SCHEMAS[contract]


def _describe(contract: Any) -> Schema:
    hints = get_type_hints(contract)
    members: dict[str, Any] = {
        item.name: _field(hints[item.name], required=_is_required(item)) for item in fields(contract)
    }

    def build(self: Schema, data: dict[str, Any], **_: Any) -> Any:
        return contract(**data)

    members["build"] = post_load(build)
    members["Meta"] = type("Meta", (), {"unknown": EXCLUDE})
    schema: Schema = type(f"{contract.__name__}Schema", (Schema,), members)()
    return schema


def _is_required(item: Any) -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def _field(hint: Any, *, required: bool) -> wire.Field[Any]:
    inner = _inner(hint)
    options: dict[str, Any] = {"required": required, "allow_none": inner is not hint}
    if get_origin(inner) is list:
        return wire.List(_field(get_args(inner)[0], required=True), **options)
    if is_dataclass(inner):
        return wire.Nested(schema_of(inner), **options)
    return SCALARS[inner](**options)
