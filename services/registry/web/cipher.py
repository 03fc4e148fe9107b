"""The key to what is encrypted at rest, for the actions that need it."""

from flask import current_app

from shared.crypto import Cipher


def cipher() -> Cipher:
    """Return the cipher of this installation's data keys."""
    return Cipher(current_app.config["SETTINGS"].data_keys)
