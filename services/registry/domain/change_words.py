"""How fields and their values are named to a person who looks at an import."""

from collections.abc import Mapping
from typing import Any

from services.registry.domain.ikm import BRANCHES, STATUSES
from services.registry.domain.phones import national
from services.registry.domain.wording import FIELDS, HELD, SEXES
from shared.language import Message, msg
from shared.vocabulary import CERTIFICATES, CLUSTERS, TOPICS, kecamatan_name

CODES: dict[str, Mapping[str, Message]] = {
    "owner_sex": SEXES,
    "branch": BRANCHES,
    "cluster": CLUSTERS,
    "status": STATUSES,
    "need": TOPICS,
    "consent": HELD,
    "share_with_partners": HELD,
}
"""Fields whose values are codes, to the words for each."""
MONEY = ("investment", "production_value")


def label_of(field: str) -> Message:
    """Return what a field is called: ``certificate.PIRT`` by the certificate, ``need.X`` as a need."""
    group, _, detail = field.partition(".")
    return CERTIFICATES[detail] if group == "certificate" else FIELDS[group]


def worded(field: str, value: Any) -> Message | str:
    """Return a value as a person reads it. A NIK is only said to be recorded."""
    group = field.partition(".")[0]
    if value is None:
        return "–"
    if group == "nik_fingerprint":
        return msg("recorded, not shown")
    if group == "kecamatan_code":
        return kecamatan_name(value) or str(value)
    if group == "certificate":
        return ", ".join(str(HELD.get(said, said)) for said in value.split(", "))
    if group in ("phone", "phone_other"):
        return national(value)
    if group in MONEY:
        return f"Rp{value:,}".replace(",", ".")
    return CODES.get(group, {}).get(value, str(value))


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
