"""How fields and their values are named to a person who looks at an import."""

from typing import Any

from services.registry.domain.ikm import BRANCHES
from services.registry.domain.phones import national
from services.registry.domain.wording import FIELDS
from shared.language import Message, msg
from shared.vocabulary import CERTIFICATES, TOPICS, kecamatan_name

_LABELS: dict[str, Message] = FIELDS | {
    "nik_fingerprint": FIELDS["nik"],
    "training": msg("Training attended"),
    "consent": FIELDS["share_with_partners"],
}
_WORDS: dict[str, Message] = {
    "yes": msg("yes"),
    "no": msg("no"),
    "closed": msg("closed down"),
    "L": msg("man"),
    "P": msg("woman"),
}
MONEY = ("investment", "production_value")


def label_of(field: str) -> Message:
    """Return what a field is called: ``certificate.PIRT`` by the certificate, ``need.X`` as a need."""
    group, _, detail = field.partition(".")
    if group == "certificate":
        return CERTIFICATES[detail]
    return msg("Training needed") if group == "need" else _LABELS[group]


def worded(field: str, value: Any) -> Message | str:
    """Return a value as a person reads it. A NIK is only said to be recorded."""
    group = field.partition(".")[0]
    if value is None:
        return "–"
    if group == "nik_fingerprint":
        return msg("recorded, not shown")
    if group == "kecamatan_code":
        return kecamatan_name(value) or str(value)
    if group == "branch":
        return BRANCHES[value]
    if group == "need":
        return TOPICS[value]
    if group in ("phone", "phone_other"):
        return national(value)
    if group in MONEY:
        return f"Rp{value:,}".replace(",", ".")
    return _WORDS.get(value, str(value)) if isinstance(value, str) else str(value)


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
