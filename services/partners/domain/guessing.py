"""How often a password may be guessed, and by whom (OWASP ASVS 5, 6.3.1; device cookies as OWASP describes them)."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

WINDOW = timedelta(minutes=15)


@dataclass(frozen=True)
class Limit:
    """``tries`` wrong ones within ``WINDOW`` of whatever ``counted`` names."""

    counted: str
    tries: int


def limits(address: str, source: str | None, device: str | None) -> list[Limit]:
    """Return what bounds the guesses of one password: ``address`` is the account's, ``source`` where they come from.

    Nobody can lock out a ``device`` from which this account was signed in with before: it is counted by itself.
    From elsewhere the pair is bound tightly, the account alone loosely, for guesses spread over many sources.
    """
    if device:
        return [Limit(f"device|{address}|{device}", 10)]
    network = network_of(source)
    return [
        Limit(f"pair|{address}|{network}", 10),
        Limit(f"source|{network}", 40),
        Limit(f"account|{address}", 50),
    ]


def network_of(source: str | None) -> str:
    """Return what one visitor can call their own: an IPv4 address, but of IPv6 a whole network of 64 bits."""
    try:
        address = ip_address(source or "")
    except ValueError:
        return "unknown"
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
