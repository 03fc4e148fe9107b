"""Who stands before the site in a test."""

from dataclasses import dataclass
from uuid import UUID

PASSWORD = "kalimat yang panjang"


@dataclass(frozen=True)
class Person:
    id: UUID
    email: str
    role: str
    institution_id: UUID | None = None
