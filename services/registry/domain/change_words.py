"""How fields and their values are named to a person who looks at an import."""

from typing import Any

from services.registry.domain.columns import FIELDS
from services.registry.domain.ikm import BRANCHES
from shared.language import Message, msg
from shared.vocabulary import CERTIFICATES, TOPICS, kecamatan_name

_LABELS: dict[str, Message] = FIELDS | {
    "owner_sex": msg("Sex of the owner"),
    "kecamatan_code": FIELDS["kecamatan"],
    "nik_fingerprint": FIELDS["nik"],
    "phone_other": msg("Other telephone"),
    "training": msg("Training attended"),
    "status": msg("State"),
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
    if group in MONEY:
        return f"Rp{value:,}".replace(",", ".")
    return _WORDS.get(value, str(value)) if isinstance(value, str) else str(value)
