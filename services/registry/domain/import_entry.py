"""One row of somebody's list, read: what it says about one business, in the register's own terms."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from shared.language import Message, msg, translate

_PLACE = frozenset({"sheet", "number", "of_trainees", "assumed", "given", "unplaced", "remarks", "refused"})


@dataclass(frozen=True)
class Held:
    """A number or permit the row speaks of. ``remark`` says what is uncertain about it."""

    kind: str
    state: str
    number: str | None = None
    expires_on: date | None = None
    remark: str | None = None


@dataclass(frozen=True)
class Attended:
    title: str
    first: date
    last: date
    topic: str | None = None
    place: str | None = None
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """``values`` are fields of the IKM (a NIK is sealed before it gets here), the rest belongs to its other tables.

    ``assumed``: which of the values nobody wrote; they are no evidence, and only fill in what is not known.
    ``given``: which of the values a person gave for the whole list, because no cell has them.
    ``unplaced``: the desa as the list calls it, where it was found once a person had given the kecamatan.
    ``year``: of which year the row's figures are, where a list has several.
    ``of_trainees``: the list says who was at a training, even where this row does not say at which.
    """

    sheet: str
    number: int
    values: Mapping[str, Any] = field(default_factory=dict)
    phone: str | None = None
    phone_other: str | None = None
    email: str | None = None
    nib_candidate: str | None = None
    held: tuple[Held, ...] = ()
    needs: tuple[str, ...] = ()
    consent: str | None = None
    answered_on: date | None = None
    attended: Attended | None = None
    assumed: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    unplaced: str | None = None
    year: int | None = None
    of_trainees: bool = False
    closed: bool = False
    remarks: tuple[Message, ...] = ()
    refused: Message | None = None

    def get(self, name: str) -> Any:
        return self.values.get(name)

    @property
    def content_hash(self) -> str:
        """A mark that every row has which says the same, wherever it stands."""
        content = self.as_json()
        said = {name: value for name, value in content.items() if name not in _PLACE}
        # The same NIK is sealed differently every time; its fingerprint is not.
        said["values"] = {name: value for name, value in self.values.items() if name != "nik_encrypted"}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """Return the entry as plain JSON, from which :meth:`from_json` makes the same entry."""
        given = ((name, getattr(self, name)) for name in _NAMES)
        content = {name: value for name, value in given if value is not None and value is not False and value != ()}
        content |= {"held": [vars(held) for held in self.held]} if self.held else {}
        content |= {"attended": vars(self.attended)} if self.attended else {}
        content["remarks"] = [remark.as_json() for remark in self.remarks]
        content["refused"] = self.refused.as_json() if self.refused else None
        return {name: _plain(value) for name, value in content.items()}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Entry":
        given = dict(content)
        given["held"] = tuple(Held(**_dated(held, "expires_on")) for held in content.get("held", ()))
        if attended := content.get("attended"):
            given["attended"] = Attended(**_dated(attended, "first", "last"))
        given |= {name: tuple(content.get(name, ())) for name in ("needs", "assumed", "given")}
        given["remarks"] = tuple(Message.from_json(remark) for remark in content["remarks"])
        given["refused"] = Message.from_json(content["refused"]) if content["refused"] else None
        return cls(**_dated(given, "answered_on"))


_NAMES = tuple(item.name for item in fields(Entry))


def unclaimed(entry: Entry, number: str, name: str) -> Entry:
    """Return the entry of a business whose NIB is that of ``number`` ``name``: noted as a holding, not its own."""
    remark = translate(msg("The NIB of the same owner; it is recorded with {number} {name}.", number=number, name=name),
                       "id")  # fmt: skip
    held = tuple(replace(one, remark=remark) if one.kind == "NIB" else one for one in entry.held)
    values = {field_name: value for field_name, value in entry.values.items() if field_name != "nib"}
    return replace(entry, values=values, held=held)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _dated(content: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if name in names and isinstance(value, str) else value
        for name, value in content.items()
    }
