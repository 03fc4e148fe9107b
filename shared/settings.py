"""Everything that differs between installations, read once from environment variables (README, "Settings")."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from shared.address import is_deliverable

_SERVICES = Path(__file__).resolve().parent.parent / "services"
MAIL_SCHEMES = ("smtp", "smtp+starttls", "smtps")
FIXABLE = {
    "name": "SINERGI_OFFICE_NAME", "phone": "SINERGI_OFFICE_PHONE", "email": "SINERGI_OFFICE_EMAIL",
    "smtp_url": "SINERGI_SMTP_URL", "mail_from": "SINERGI_MAIL_FROM",
}  # fmt: skip
"""What the installer may say once for all; what is left out is said on a page."""


class SettingsError(Exception):
    """A setting is missing or cannot be used; the text names it."""


@dataclass(frozen=True)
class Office:
    """How the office presents itself on pages and in mails; what is empty is not shown.

    Between ``quiet_from`` and ``quiet_until`` (WITA) nobody is written to for whom nothing is urgent.
    """

    name: str
    phone: str
    email: str
    whatsapp: str = ""
    address: str = ""
    letterhead: str = ""
    hours: str = ""
    quiet_from: time = time(20, 0)
    quiet_until: time = time(7, 0)

    @property
    def called_at(self) -> str:
        """The number to offer, empty while nobody has said one: what stands for it leads nowhere."""
        return "" if self.phone == UNSET.phone else self.phone

    @property
    def written_to(self) -> str:
        """The mail address to offer, empty while nobody has said one."""
        return "" if self.email == UNSET.email else self.email


UNSET = Office("Dinas Perindustrian dan Perdagangan Kutai Timur", "0549-0000000", "ikm@localhost.localdomain")
"""What stands for what nobody has said yet; phone and email lead nowhere and must not go out."""
UNSET_SENDER = "Disperindag Kutai Timur <sinergi@localhost.localdomain>"


@dataclass(frozen=True)
class Settings:
    """Settings of one service. ``secret_keys`` and ``data_keys`` are newest first: the first signs, all verify.

    ``data_keys`` are for a service that declares in its ``site.toml`` that it opens personal numbers, empty for others.
    ``fixed`` names what the installer said of the office and its mail: nobody changes that on a page.
    """

    service: str
    database_url: str
    redis_url: str
    secret_keys: tuple[str, ...]
    data_keys: tuple[str, ...]
    public_url: str
    smtp_url: str
    mail_from: str
    mail_mode: str
    data_dir: Path
    mailbox_url: str | None
    secure_cookies: bool
    office: Office
    fixed: frozenset[str]

    @property
    def is_public(self) -> bool:
        """Tell whether somebody elsewhere can open the address of this site."""
        host = urlsplit(self.public_url).hostname or ""
        return host != "localhost" and not host.startswith("127.") and host != "::1"

    @classmethod
    def from_env(cls, service: str, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings of ``service``; raises SettingsError with a sentence naming what is wrong."""
        public_url = _site(environ, "SINERGI_PUBLIC_URL", "http://127.0.0.1:8000")
        return cls(
            service=service,
            database_url=_required(environ, f"SINERGI_{service.upper()}_DATABASE_URL"),
            redis_url=_required(environ, "SINERGI_REDIS_URL"),
            secret_keys=secret_keys(environ),
            data_keys=_keys(environ, "SINERGI_DATA_KEY") if _opens_personal_numbers(service) else (),
            public_url=public_url,
            smtp_url=_relay(environ, "SINERGI_SMTP_URL", "smtp://127.0.0.1:1025"),
            mail_from=_sender(environ, "SINERGI_MAIL_FROM", UNSET_SENDER),
            mail_mode=_choice(environ, "SINERGI_MAIL_MODE", ("send", "test")),
            data_dir=Path(environ.get("SINERGI_DATA_DIR", "var")),
            mailbox_url=environ.get("SINERGI_MAILBOX_URL"),
            secure_cookies=public_url.startswith("https://"),
            office=Office(
                name=_said(environ, "SINERGI_OFFICE_NAME") or UNSET.name,
                phone=_said(environ, "SINERGI_OFFICE_PHONE") or UNSET.phone,
                email=_mailbox(environ, "SINERGI_OFFICE_EMAIL", UNSET.email),
            ),
            fixed=frozenset(name for name, variable in FIXABLE.items() if _is_fixed(environ, name, variable)),
        )


def secret_keys(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys that sign links and seal the history, newest first; raises SettingsError."""
    return _keys(environ, "SINERGI_SECRET_KEY")


def _opens_personal_numbers(service: str) -> bool:
    declared = tomllib.loads((_SERVICES / service / "site.toml").read_text())
    return bool(declared.get("opens_personal_numbers"))


def _said(environ: Mapping[str, str], name: str) -> str:
    return environ.get(name, "").strip()


def _is_fixed(environ: Mapping[str, str], name: str, variable: str) -> bool:
    # What stands for nothing, copied from an example, is as good as left out.
    return _said(environ, variable) not in ("", getattr(UNSET, name, UNSET_SENDER))


def _required(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise SettingsError(f"The setting {name} is missing.")
    return value


def _keys(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    keys = tuple(key.strip() for key in _required(environ, name).split(",") if key.strip())
    if any(len(key) < 32 for key in keys):
        raise SettingsError(f"The setting {name} must be a secret of your own of at least 32 characters.")
    return keys


def _site(environ: Mapping[str, str], name: str, default: str) -> str:
    value = environ.get(name, default)
    # The proxy is given the same text: with a path, even "/" alone, it would answer nothing but that page.
    if not re.fullmatch(r"https?://[^\s/?#@]+", value):
        raise SettingsError(f"The setting {name} must be an address such as https://example.go.id, nothing after it.")
    return value


def _relay(environ: Mapping[str, str], name: str, default: str) -> str:
    value = _said(environ, name) or default
    if not _leads_to_a_relay(value):
        # The value holds a password: neither this text nor what led to it may repeat a piece of it.
        raise SettingsError(
            f"The setting {name} must be an address such as smtp+starttls://user:password@mail.example.go.id:587, or "
            "smtp:// or smtps://; what is neither letter nor digit in user and password is percent-encoded."
        )
    return value


def _leads_to_a_relay(value: str) -> bool:
    try:
        url = urlsplit(value)
        rest = (url.path.strip("/"), url.query, url.fragment)
        return url.scheme in MAIL_SCHEMES and bool(url.hostname) and url.port != 0 and not any(rest)
    except ValueError:
        return False


def _sender(environ: Mapping[str, str], name: str, default: str) -> str:
    value = _said(environ, name) or default
    if not is_deliverable(parseaddr(value)[1]):
        raise SettingsError(
            f"The setting {name} must be a sender such as Disperindag <sinergi@example.go.id>; "
            "a name with a comma stands in quotation marks."
        )
    return value


def _mailbox(environ: Mapping[str, str], name: str, default: str) -> str:
    value = _said(environ, name) or default
    if not is_deliverable(value):
        raise SettingsError(f"The setting {name} must be one plain mail address such as ikm@example.go.id.")
    return value


def _choice(environ: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = environ.get(name, allowed[0])
    if value not in allowed:
        raise SettingsError(f"The setting {name} must be one of: {', '.join(allowed)}.")
    return value
