"""The mail server: given by the administrator, its password sealed, and put into the settings by which mail goes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy.orm import Session

from services.notifications.domain.mail_server import relay_url
from services.notifications.models.mail_server import SAID, MailServer, locked, the_server
from services.notifications.queries.mail_server import sender_in_force
from shared import office
from shared.audit import record
from shared.crypto import Cipher
from shared.errors import RuleBroken, StaleForm
from shared.language import msg
from shared.settings import Settings

MAIL_SERVER = UUID(int=1)
"""There is one; the history calls things by an id."""
TYPE_PASSWORD = msg("Type the password as well: the one kept here belongs to another server or user.")


def change_mail_server(session: Session, values: Mapping[str, Any], revision: int, keys: Sequence[str]) -> MailServer:
    """Keep the mail server; an empty password keeps the one that is sealed, unless it would go to another server.

    Raises StaleForm where another revision is kept; what is kept already changes nothing.
    """
    row = locked(session)
    old, new = _said(row), {name: values[name] for name in SAID if name in values}
    password = values.get("password") or ""
    if not password and new == {name: old[name] for name in new}:
        return row
    if row.revision != revision:
        raise StaleForm
    for refusal in password_wanted(old, values):
        raise refusal
    for name, value in new.items():
        setattr(row, name, value)
    if password or not row.user:
        row.sealed_password = Cipher(keys).encrypt(password) if password and row.user else ""
    row.revision += 1
    told = {**new, **({"password": "…"} if password else {})}
    record(session, noun="mail_server", noun_id=MAIL_SERVER, action="change", old=old, new=told)
    return row


def password_wanted(kept: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[RuleBroken]:
    """Yield that the password is to be typed as well: the one that is sealed goes to no other server or user."""
    moved = any(values.get(name, kept[name]) != kept[name] for name in ("host", "user"))
    if moved and values.get("user") and not values.get("password"):
        yield RuleBroken(TYPE_PASSWORD, field="password")


def in_force(session: Session, settings: Settings) -> Settings:
    """Return the settings by which mail goes now: the page's, where the installer fixed nothing."""
    settings, row = office.in_force(session, settings), the_server(session)
    if row and row.host and "smtp_url" not in settings.fixed:
        password = _opened(row, settings.secret_keys)
        settings = replace(settings, smtp_url=relay_url(row.host, row.port, row.security, row.user, password))
    sender = sender_in_force(session, settings)
    if sender and "mail_from" not in settings.fixed:
        name = (row.sender_name if row else "") or settings.office.name
        settings = replace(settings, mail_from=formataddr((name, sender)))
    return settings


def needs_care(session: Session, settings: Settings) -> bool:
    """Tell whether the row does not say what the installer fixed, or is sealed with a key that is on its way out."""
    row = the_server(session)
    if row is None:
        return bool(_fixed(settings))
    return row.fixed != _fixed(settings) or _is_sealed_with_an_old_key(row, settings.secret_keys)


def take_care(session: Session, settings: Settings) -> None:
    """Note what the installer fixed, which only the worker knows, and seal the password with the newest key."""
    row = locked(session)
    row.fixed = _fixed(settings)
    if _is_sealed_with_an_old_key(row, settings.secret_keys):
        password = _opened(row, settings.secret_keys)
        row.sealed_password = Cipher(settings.secret_keys).encrypt(password) if password else row.sealed_password


def _said(row: MailServer) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SAID}


def _fixed(settings: Settings) -> str:
    """Return the installer's server without its login."""
    if "smtp_url" not in settings.fixed:
        return ""
    url = urlsplit(settings.smtp_url)
    return f"{url.scheme}://{url.hostname}" + (f":{url.port}" if url.port else "")


def _is_sealed_with_an_old_key(row: MailServer, keys: Sequence[str]) -> bool:
    return bool(row.sealed_password) and not _opened(row, keys[:1]) and bool(_opened(row, keys))


def _opened(row: MailServer, keys: Sequence[str]) -> str:
    """Return the password; nothing where none is kept, or none of the keys opens it: the server then says so."""
    if not row.sealed_password:
        return ""
    try:
        return Cipher(keys).decrypt(row.sealed_password)
    except ValueError:
        return ""
