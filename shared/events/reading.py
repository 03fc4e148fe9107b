"""How an event is read. Marshmallow decides what is let in, and says what is wrong with the rest.

What is exactly as it is written here needs no deciding, and it is nearly all there is: it is read straight, in a
quarter of the time. At the first thing that is otherwise, the whole event is left to marshmallow.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, get_args, get_origin
from uuid import UUID

from marshmallow import EXCLUDE, Schema, post_load
from marshmallow import fields as wire

from shared.events.hints import Part, is_nested, parts_of

Read = Callable[[Any], Any]
"""Turns a JSON value into what the hints say; raises one of OTHERWISE where it is not as it is written here."""
OTHERWISE = (AttributeError, KeyError, TypeError, ValueError)
SCALARS: dict[type, type[wire.Field[Any]]] = {
    str: wire.String,
    int: wire.Integer,
    bool: wire.Boolean,
    UUID: wire.UUID,
    date: wire.Date,
    datetime: wire.AwareDateTime,
}


def read(contract: Any, payload: Mapping[str, Any]) -> Any:
    """Return the event of this type for a payload; raises marshmallow's ValidationError."""
    as_written = reader_of(contract)
    try:
        return as_written(payload)
    except OTHERWISE:
        return schema_of(contract).load(payload)


@cache
def reader_of(contract: Any) -> Read:
    """Return what reads events of this type that are exactly as they are written."""
    return _read_all(contract, list(parts_of(contract)))


def _read_all(contract: Any, parts: list[Part]) -> Read:
    readers = [(part.name, _reader(part.kind), part.may_be_none) for part in parts]
    optional = {part.name for part in parts if not part.is_required}

    def read_all(payload: Any) -> Any:
        values = {}
        for name, read_one, may_be_none in readers:
            if name in optional and name not in payload:
                continue
            value = payload[name]
            values[name] = None if value is None and may_be_none else read_one(value)
        return contract(**values)

    return read_all


def _reader(kind: Any) -> Read:
    if get_origin(kind) is list:
        return _read_each(_reader(get_args(kind)[0]))
    return reader_of(kind) if is_nested(kind) else READERS[kind]


def _read_each(read_one: Read) -> Read:
    return lambda values: [read_one(value) for value in _exactly(list)(values)]


def _exactly(kind: type) -> Read:
    def as_it_is(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError
        return value

    return as_it_is


def _aware(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment


READERS: dict[type, Read] = {
    str: _exactly(str),
    int: _exactly(int),
    bool: _exactly(bool),
    UUID: UUID,
    date: date.fromisoformat,
    datetime: _aware,
}


@cache
def schema_of(contract: Any) -> Schema:
    """Return the marshmallow schema that a contract's type hints describe."""
    members: dict[str, Any] = {
        part.name: _field(part.kind, required=part.is_required, allow_none=part.may_be_none)
        for part in parts_of(contract)
    }

    def build(self: Schema, data: dict[str, Any], **_: Any) -> Any:
        return contract(**data)

    members["build"] = post_load(build)
    members["Meta"] = type("Meta", (), {"unknown": EXCLUDE})
    schema: Schema = type(f"{contract.__name__}Schema", (Schema,), members)()
    return schema


def _field(kind: Any, **options: Any) -> wire.Field[Any]:
    if get_origin(kind) is list:
        return wire.List(_field(get_args(kind)[0], required=True, allow_none=False), **options)
    if is_nested(kind):
        return wire.Nested(schema_of(kind), **options)
    return SCALARS[kind](**options)
