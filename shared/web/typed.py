"""What was typed into a form, sealed: it travels in the page through the sign-in, readable for its writer alone."""

import json
import re
import zlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import current_app, request

from shared.clock import now
from shared.crypto import Cipher
from shared.nik import holds_nik
from shared.sessions import SIGNED_IN_FOR
from shared.web.page_owner import FIELD, UnknownPage, page_owner

CODE = re.compile(r"[a-z_]+|[A-Z_]+|[\d.,]+|[0-9a-fA-F-]{32,36}|\S{200,}")
KEPT = "kept"
"""The field that carries a sealed form through the sign-in."""
REOPEN = "reopen"
"""The field with which a sealed form is sent back to its own address."""


@dataclass(frozen=True)
class Typed:
    """The fields of one form, by whom they were typed, and to which address they go."""

    owner: UUID
    path: str
    fields: list[tuple[str, str]]


def typed_fields() -> list[tuple[str, str]] | None:
    """Return what the form of this request says; None where it cannot be sent again: files, passwords.

    Of a sign-in, the sealed form goes along.
    """
    if request.method != "POST" or request.files:
        return None
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != FIELD]
    if any("password" in name for name, _ in fields):
        return [(name, value) for name, value in fields if name == KEPT and value] or None
    return fields


def shown_again() -> list[tuple[str, str]] | None:
    """Return what may stand in a page, to be sent once more: of a form with a personal number nothing."""
    fields = typed_fields()
    return None if fields and any(holds_nik(value) for _, value in fields) else fields


def said(fields: list[tuple[str, str]]) -> list[str]:
    """Return what of these fields a person wrote in words: no ids, numbers and codes of choices."""
    return [value.strip() for _, value in fields if value.strip() and not CODE.fullmatch(value.strip())]


def form_path() -> str:
    """Return the address to which the form of this request was sent."""
    return request.full_path if request.query_string else request.path


def seal_typed() -> str | None:
    """Return the form of this request, sealed for the account on whose page it was typed; None where there is none."""
    if REOPEN in request.form:
        return request.form[REOPEN]
    fields = typed_fields()
    if not fields:
        return None
    try:
        owner = page_owner()
    except UnknownPage:
        return None
    return seal(Typed(owner, form_path(), fields)) if owner else None


def seal(typed: Typed) -> str:
    """Return a form as text that tells nothing to anybody but this site."""
    content = json.dumps([now().timestamp(), str(typed.owner), typed.path, typed.fields]).encode()
    return _cipher().encrypt(b64encode(zlib.compress(content)).decode())


def unseal(sealed: str) -> Typed | None:
    """Return a sealed form; None for what is none, and for one that is older than a session lasts."""
    try:
        plain = _cipher().decrypt(sealed)
    except ValueError:
        return None
    at, owner, path, fields = json.loads(zlib.decompress(b64decode(plain)))
    if now() - datetime.fromtimestamp(at, UTC) > SIGNED_IN_FOR:
        return None
    return Typed(UUID(owner), path, [(name, value) for name, value in fields])


def _cipher() -> Cipher:
    keys: Any = current_app.config["SETTINGS"].secret_keys
    return Cipher([f"typed:{key}" for key in keys])
