"""How often a password may be guessed, and by whom (OWASP ASVS 5, 6.3.1; device cookies as OWASP describes them)."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

WINDOW = timedelta(minutes=15)
FROM_EVERYWHERE = 50
"""Wrong guesses at one account within ``WINDOW`` that are no longer its owner's slips."""
AT_ONE_ACCOUNT, ONCE_MANY_GUESS, AT_ALL = 10, 3, 40
WIDTHS = {64: 1, 48: 2}
"""Bits of an IPv6 address that one visitor, and that one site, can call their own; how many visitors a site may be."""


@dataclass(frozen=True)
class Limit:
    """``tries`` wrong ones within ``WINDOW`` of whatever ``counted`` names; ``few`` once its account has many."""

    counted: str
    tries: int
    few: int


@dataclass(frozen=True)
class Limits:
    """What bounds the guesses of one password; from ``everywhere`` they are only counted, which closes nothing."""

    everywhere: list[str]
    bounds: list[Limit]


def limits(address: str, source: str | None, device: str | None) -> Limits:
    """Return what bounds the guesses of one password: ``address`` is the account's, ``source`` where they come from.

    Nobody can lock out a ``device`` from which this account was signed in with before: it is counted by itself.
    Nor can anybody lock out a network: only its own wrong guesses close it, sooner once many guess at the account.
    """
    if device:
        return Limits([], [Limit(f"device|{address}|{device}", AT_ONE_ACCOUNT, AT_ONE_ACCOUNT)])
    networks = networks_of(source).items()
    pairs = [Limit(f"pair|{address}|{name}", AT_ONE_ACCOUNT * size, ONCE_MANY_GUESS * size) for name, size in networks]
    sources = [Limit(f"source|{name}", AT_ALL * size, AT_ALL * size) for name, size in networks]
    return Limits([f"account|{address}"], pairs + sources)


def networks_of(source: str | None) -> dict[str, int]:
    """Return the networks of an address and how many visitors each counts for; an IPv4 address is its own."""
    try:
        address = ip_address(source or "")
    except ValueError:
        return {"unknown": 1}
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if isinstance(address, IPv4Address):
        return {str(address): 1}
    return {str(ip_network((address, bits), strict=False)): size for bits, size in WIDTHS.items()}


def fingerprint(keys: Sequence[str], text: str) -> str:
    """Return what stands for a text that is not to be kept, such as an address nobody here has."""
    return hmac.new(keys[0].encode(), b"guess:" + text.encode(), hashlib.sha256).hexdigest()
