"""Somebody to whom a mail goes."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Addressee:
    """A person or an institution's mailbox, with the language it reads."""

    name: str
    address: str
    language: str = "id"
    account_id: UUID | None = None
    ikm_id: UUID | None = None
    institution_id: UUID | None = None
