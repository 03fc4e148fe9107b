"""What an event is: a frozen dataclass with a name and a version, read and written through marshmallow.

Readers ignore fields they do not know. A breaking change is a new version.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Union, dataclass_transform, get_args, get_origin, get_type_hints
from uuid import UUID

from marshmallow import EXCLUDE, Schema, post_load
from marshmallow import fields as wire

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
    payload: dict[str, Any] = schema_of(type(fact)).dump(fact)
    return payload


def load(name: str, version: int, payload: Mapping[str, Any]) -> Event:
    """Return the event for a payload; raises UnknownEvent or marshmallow's ValidationError."""
    contract = CONTRACTS.get((name, version))
    if contract is None:
        raise UnknownEvent(f"{name} version {version}")
    fact: Event = schema_of(contract).load(payload)
    return fact


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


def _field(hint: Any, *, required: bool, nullable: bool = False) -> wire.Field[Any]:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (arg for arg in get_args(hint) if arg is not type(None))
        return _field(inner, required=required, nullable=True)
    options: dict[str, Any] = {"required": required, "allow_none": nullable}
    if origin is list:
        return wire.List(_field(get_args(hint)[0], required=True), **options)
    if is_dataclass(hint):
        return wire.Nested(schema_of(hint), **options)
    return SCALARS[hint](**options)
