"""What an event is: a frozen dataclass with a name and a version, whose type hints say how it travels.

It is written as it stands and read through marshmallow, which lets nothing in that the hints do not allow.
Readers ignore fields they do not know. A breaking change is a new version.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, dataclass_transform

from shared.events.reading import read
from shared.events.writing import writer_of


class UnknownEvent(Exception):
    """No contract is known for this event name and version."""


@dataclass(frozen=True)
class Event:
    """A fact that became true. Subclasses are declared with :func:`event`."""

    event_name: ClassVar[str]
    event_version: ClassVar[int]


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
    contract: Any = type(fact)
    payload: dict[str, Any] = writer_of(contract)(fact)
    return payload


def load(name: str, version: int, payload: Mapping[str, Any]) -> Event:
    """Return the event for a payload; raises UnknownEvent or marshmallow's ValidationError."""
    contract = CONTRACTS.get((name, version))
    if contract is None:
        raise UnknownEvent(f"{name} version {version}")
    fact: Event = read(contract, payload)
    return fact
