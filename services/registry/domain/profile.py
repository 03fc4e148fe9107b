"""What of an IKM may be told to others, and in which words. NIK, turnover and investment never are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

SHARING = "share_with_partners"
"""The one purpose an owner is asked about so far."""


class ContactLike(Protocol):
    kind: str
    name: str | None
    phone: str | None
    email: str | None
    undeliverable_since: datetime | None


class CertificateLike(Protocol):
    kind: str
    state: str
    expires_on: date | None


class ConsentLike(Protocol):
    purpose: str
    state: str
    recorded_at: datetime
    dated: bool


Said = TypeVar("Said", bound=ConsentLike)


@dataclass(frozen=True)
class Reach:
    """Who is written or called, and whether mail gets there."""

    name: str
    email: str | None
    phone: str | None
    reachable: bool


def chosen_contact(contacts: Iterable[ContactLike], owner_name: str | None, name: str) -> Reach:
    """Return the contact to use: one whose mail arrives before one with a phone only, the owner before a proxy."""
    best = min(contacts, key=_rank, default=None)
    if best is None:
        return Reach(owner_name or name, None, None, True)
    who = best.name or owner_name or name
    return Reach(who, best.email, best.phone, best.undeliverable_since is None)


def _rank(contact: ContactLike) -> tuple[int, bool]:
    if contact.email and contact.undeliverable_since is None:
        quality = 0
    elif contact.phone:
        quality = 1
    else:
        quality = 2
    return quality, contact.kind != "owner"


@dataclass(frozen=True)
class Held:
    kind: str
    state: str
    expires_on: date | None


def holdings(certificates: Iterable[CertificateLike]) -> list[Held]:
    """Return one line a kind: held where any row says yes, with the latest expiry; kinds without a row are left out."""
    kinds: dict[str, list[CertificateLike]] = {}
    for certificate in certificates:
        kinds.setdefault(certificate.kind, []).append(certificate)
    return [_holding(kind, rows) for kind, rows in sorted(kinds.items())]


def _holding(kind: str, rows: list[CertificateLike]) -> Held:
    held = [row for row in rows if row.state == "yes"]
    if not held:
        return Held(kind, "no", None)
    ends = [row.expires_on for row in held]
    return Held(kind, "yes", None if None in ends else max(end for end in ends if end))


def newest_consent(consents: Iterable[Said], purpose: str) -> Said | None:
    """Return the newest record of a purpose; None where nobody was asked.

    Of two of the same moment (of lists that know only the day, or of two records merged) the refusal counts. A consent
    whose day nobody knows is older than whatever else was said.
    """
    rows = [row for row in consents if row.purpose == purpose]
    return max(rows, key=lambda row: (row.dated or row.state == "no", row.recorded_at, row.state == "no"), default=None)


def consent_state(consents: Iterable[ConsentLike], purpose: str) -> str:
    """Return what the newest record of a purpose says: ``yes``, ``no``, or ``unknown`` where nobody was asked."""
    newest = newest_consent(consents, purpose)
    return newest.state if newest else "unknown"
