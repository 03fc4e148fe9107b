"""Seals: what was written by a process that had the key, which a database never sees."""

import hashlib
import hmac
from collections.abc import Sequence
from functools import cache


def seal(keys: Sequence[str], text: str) -> str:
    """Return the seal of a text by the newest key: which key it was, and an HMAC-SHA-256."""
    return f"{_name(keys[0])}:{_hmac(keys[0], text)}"


def fits(keys: Sequence[str], text: str, mark: str) -> bool | None:
    """Tell whether a seal is that of a text, by whichever key; None where its key is not among these."""
    name, _, found = mark.partition(":")
    for key in keys:
        if _name(key) == name:
            return hmac.compare_digest(found, _hmac(key, text))
    return None


def _hmac(key: str, text: str) -> str:
    return hmac.digest(_derived(key), text.encode(), "sha256").hex()


@cache
def _name(key: str) -> str:
    return hashlib.sha256(b"history-name:" + key.encode()).hexdigest()[:8]


@cache
def _derived(key: str) -> bytes:
    return hashlib.sha256(b"history:" + key.encode()).digest()
