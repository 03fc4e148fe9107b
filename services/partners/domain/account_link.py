"""How long a link lasts that sets a password once (OWASP ASVS 5, 6.4; NIST SP 800-63B, 4.2.1)."""

from datetime import timedelta

from services.partners.domain.guessing import Limit, Limits, networks_of

INVITED, FORGOTTEN, FIRST = "invited", "forgotten", "first"
"""A colleague is invited; somebody forgot the password; somebody signed in with a password that others have seen."""
LASTS = {INVITED: timedelta(days=7), FORGOTTEN: timedelta(hours=1), FIRST: timedelta(hours=1)}
ONE_REQUEST = timedelta(minutes=1)
"""Within this time a second request is taken for a second click."""
FOR_ONE_ADDRESS, FROM_ONE_SOURCE = 3, 20
"""Requests within a quarter of an hour: more mails only annoy, and more addresses are being tried out."""


def limits(address: str, source: str | None) -> Limits:
    """Return what bounds the requests for a new password, the same whether anybody has the ``address`` or not."""
    sources = [
        Limit(f"forgotten|source|{name}", FROM_ONE_SOURCE * size, FROM_ONE_SOURCE * size)
        for name, size in networks_of(source).items()
    ]
    return Limits([], [Limit(f"forgotten|{address}", FOR_ONE_ADDRESS, FOR_ONE_ADDRESS), *sources])
