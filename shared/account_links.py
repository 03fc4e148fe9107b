"""Links that set the password of an account once.

The secret in the link is kept nowhere: it follows from the link's id and the secret key, so that partners, which shows
it once, and notifications, which writes it into a mail, come to the same. A database, a queue or a copy of either
alone opens nothing; the digest tells which of several keys a link was made with.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from uuid import UUID

PATH = "/sandi/baru/"


class UnknownSecret(Exception):
    """The link was made with a key that is not at hand any more."""


def secret_of(key: str, link_id: UUID | str) -> str:
    """Return the secret of a link made with this key: 256 bits, fit for an address."""
    made = hmac.digest(key.encode(), f"account-link:{link_id}".encode(), "sha256")
    return urlsafe_b64encode(made).decode().rstrip("=")


def digest_of(secret: str) -> str:
    """Return what is kept of a secret: a link is known by it, and it leads back to none."""
    return hashlib.sha256(secret.encode()).hexdigest()


def secret_known_by(keys: Sequence[str], link_id: UUID | str, digest: str) -> str:
    """Return the secret of a link that one of these keys made; raises UnknownSecret."""
    secrets = (secret_of(key, link_id) for key in keys)
    found = next((secret for secret in secrets if hmac.compare_digest(digest_of(secret), digest)), None)
    if found is None:
        raise UnknownSecret
    return found
