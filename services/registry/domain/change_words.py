"""How what is written down, and its values, are named to a person: fields of an IKM and what hangs on it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from services.registry.domain.field import Field, Kind
from services.registry.domain.fields import LABELS, field_called
from services.registry.domain.ikm import STATUSES
from services.registry.domain.phones import national
from services.registry.domain.wording import HELD
from shared.language import Message, msg
from shared.vocabulary import CERTIFICATES, TOPICS
from shared.words import date, rupiah

CODES: dict[str, Mapping[str, Message]] = {
    "status": STATUSES,
    "need": TOPICS,
    "consent": HELD,
    "share_with_partners": HELD,
}
"""What is no field of an IKM and has codes for values, to the words for each."""


def label_of(name: str) -> Message:
    """Return what a field is called: ``certificate.PIRT`` by the certificate, ``need.X`` as a need."""
    group, _, detail = name.partition(".")
    return CERTIFICATES[detail] if group == "certificate" else LABELS[group]


def worded(name: str, value: Any) -> Message | str:
    """Return a value as a person reads it. A NIK is only said to be recorded."""
    group = name.partition(".")[0]
    if value is None:
        return "–"
    if field := field_called(group):
        return value_of(field, value)
    if group == "certificate":
        return ", ".join(str(HELD.get(said, said)) for said in value.split(", "))
    if group == "training":
        return _training(value)
    return CODES.get(group, {}).get(value, str(value))


def _training(attended: str) -> str:
    """Write ``title, 2022-02-26`` as a plan keeps it: the title, and the day as people write it."""
    title, _, day = attended.rpartition(", ")
    return f"{title}, {date(dt.date.fromisoformat(day))}"


def value_of(field: Field, value: Any) -> Message | str:
    """Return the value of a field of an IKM as a person reads it."""
    if field.kind is Kind.NIK:
        return msg("recorded, not shown")
    if field.kind is Kind.PHONE:
        return national(str(value))
    if field.kind is Kind.RUPIAH:
        return rupiah(value)
    return (field.choices or {}).get(str(value), str(value))


IMPORT_STATES: dict[str, tuple[Message, str]] = {
    "uploaded": (msg("Check the columns"), "attention"),
    "planning": (msg("Being planned"), "open"),
    "planned": (msg("Waits for your yes"), "attention"),
    "confirming": (msg("Being written"), "open"),
    "confirmed": (msg("In the register"), "done"),
    "undoing": (msg("Being undone"), "open"),
    "undone": (msg("Undone"), "closed"),
    "discarded": (msg("Dropped"), "closed"),
}
"""State of an import to its label and the meaning of its badge."""
