"""Secrets at rest and in links: encrypted NIK with rotatable keys, keyed fingerprints, signed purposes."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer


class WrongSignature(Exception):
    """A signed value was altered, made for another purpose, or is too old (``expired``)."""

    def __init__(self, *, expired: bool) -> None:
        super().__init__("expired" if expired else "altered")
        self.expired = expired


class Cipher:
    """Encrypts with the newest key, decrypts with any; the fingerprint finds equal values without decrypting."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(_fernet_key(key)) for key in keys])
        # Look-ups must survive key rotation, so fingerprints stay with the oldest key.
        self._fingerprint_key = hashlib.sha256(b"fingerprint:" + keys[-1].encode()).digest()

    def encrypt(self, plain: str) -> str:
        return self._fernet.encrypt(plain.encode()).decode()

    def decrypt(self, secret: str) -> str:
        """Return the plain text; raises ValueError if no key fits."""
        try:
            return self._fernet.decrypt(secret.encode()).decode()
        except InvalidToken as error:
            raise ValueError("no key decrypts this value") from error

    def fingerprint(self, plain: str) -> str:
        return hmac.new(self._fingerprint_key, plain.encode(), hashlib.sha256).hexdigest()


def _fernet_key(key: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"fernet:" + key.encode()).digest())


def sign(keys: Sequence[str], purpose: str, payload: Any) -> str:
    """Return a URL-safe token for a JSON payload, valid only for ``purpose``."""
    token: str = _serializer(keys, purpose).dumps(payload)
    return token


def unsign(keys: Sequence[str], purpose: str, token: str, max_age: int | None = None) -> Any:
    """Return the payload of a token; ``max_age`` in seconds. Raises WrongSignature."""
    try:
        return _serializer(keys, purpose).loads(token, max_age=max_age)
    except SignatureExpired as error:
        raise WrongSignature(expired=True) from error
    except BadSignature as error:
        raise WrongSignature(expired=False) from error


def _serializer(keys: Sequence[str], purpose: str) -> URLSafeTimedSerializer:
    # itsdangerous signs with the last key of a list; ours are newest first.
    return URLSafeTimedSerializer(list(reversed(keys)), salt=f"sinergi.{purpose}")
