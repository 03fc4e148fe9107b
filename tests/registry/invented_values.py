"""A value for each field of an IKM, by its kind: as it is typed, as it is kept, and as a list says it."""

from dataclasses import dataclass
from typing import Any

from services.registry.domain.field import Field, Kind
from services.registry.domain.fields import FIELDS
from tests.registry.factories import NIK

OWN_VALUE: dict[Kind, tuple[str, Any, str]] = {
    Kind.NAME: ("Rumah Kalbana", "Rumah Kalbana", "Rumah Kalbana"),
    Kind.PERSON: ("Nora Ramadhani", "Nora Ramadhani", "Nora Ramadhani"),
    Kind.ADDRESS: ("Jl. Poros 7", "Jl. Poros 7", "Jl. Poros 7"),
    Kind.COUNT: ("1.200", 1200, "1.200"),
    Kind.PEOPLE: ("4", 4, "4 orang"),
    Kind.RUPIAH: ("25.000.000", 25_000_000, "Rp 25 jt"),
    Kind.YEAR: ("2019", 2019, "2019"),
    Kind.KECAMATAN: ("64.08.10", "64.08.10", "Kaliorang"),
    Kind.EDITION: ("2020", 2020, "2020"),
    Kind.DESA: ("Selangkau", "Selangkau", "Selangkau"),
    Kind.KBLI: ("10794", "10794", "10794"),
    Kind.NIB: ("9120001234567", "9120001234567", "9120001234567"),
    Kind.NIK: (NIK, NIK, NIK),
    Kind.PHONE: ("0812-3456-7890", "+6281234567890", "0812-3456-7890"),
    Kind.EMAIL: ("nora@contoh.id", "nora@contoh.id", "nora@contoh.id"),
}


@dataclass(frozen=True)
class Sample:
    field: Field
    typed: str
    kept: Any
    listed: str


def sample_of(field: Field) -> Sample:
    """Return a value of a field; choices have their last, or yes, words their own name."""
    if field.kind is Kind.CHOICE and field.choices:
        code = "yes" if "yes" in field.choices else list(field.choices)[-1]
        words = [word for word, meant in (field.spoken or {}).items() if meant == code]
        return Sample(field, code, code, words[0] if words else code)
    if field.kind in OWN_VALUE:
        return Sample(field, *OWN_VALUE[field.kind])
    return Sample(field, *[f"Isi {field.name.replace('_', ' ')}"] * 3)


SAMPLES = [sample_of(field) for field in FIELDS if not field.of_contact]
