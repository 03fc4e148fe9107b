"""The environment variables of an installation on one machine: the same ones that production sets by hand."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from local.broker import broker_url
from local.place import Place
from local.problems import Problem
from shared.web.site import SITE

ROOT = Path(__file__).resolve().parent.parent
MAILBOX = "/kotak-surat"
KEYS = ("secret_key", "data_key", "broker_password", "catcher_password", "mailbox_key")
"""Ports of this machine are open to all its users: what must be known to use them is not."""


@dataclass(frozen=True)
class Ports:
    """Where this machine's programs listen; as given, for a command that meets none of them."""

    web: int = 8000
    broker: int = 6379
    smtp: int = 1025


def own_keys(place: Place) -> dict[str, str]:
    """Return the keys of this place, making them at the first start."""
    kept = place.read_secrets()
    if "data_key" not in kept:
        _require_nothing_sealed(place)
    missing = {name: secrets.token_urlsafe(48) for name in KEYS if name not in kept}
    return place.keep_secrets(missing) if missing else kept


def _require_nothing_sealed(place: Place) -> None:
    files = [place.database(service) for service in SITE]
    if any(file.exists() and file.stat().st_size for file in files):
        raise Problem(
            f"{place.secrets} is gone or lacks its keys, without which these databases cannot be read. "
            "Put it back from a copy, or begin anew in another directory with --data."
        )


def environment(place: Place, ports: Ports) -> dict[str, str]:
    """Return the environment of every process; a database or broker that is already named stays."""
    keys = own_keys(place)
    public_url = f"http://127.0.0.1:{ports.web}"
    databases = {database_variable(service): f"sqlite:///{place.database(service).resolve()}" for service in SITE}
    return {
        **databases,
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "SINERGI_DATA_DIR": str(place.directory.resolve()),
        "SINERGI_DATA_KEY": keys["data_key"],
        "SINERGI_MAILBOX_URL": f"{public_url}{MAILBOX}?kunci={keys['mailbox_key']}",
        "SINERGI_MAIL_MODE": "send",
        "SINERGI_PUBLIC_URL": public_url,
        "SINERGI_REDIS_URL": os.environ.get("REDIS_URL") or broker_url(ports.broker, keys["broker_password"]),
        "SINERGI_SECRET_KEY": keys["secret_key"],
        # Never a real relay: what is tried out on one machine must not reach real people.
        "SINERGI_SMTP_URL": f"smtp://sinergi:{keys['catcher_password']}@127.0.0.1:{ports.smtp}",
    }


def database_variable(service: str) -> str:
    return f"SINERGI_{service.upper()}_DATABASE_URL"
