"""Addresses of style sheets and the like: a new content is a new address, so that browsers may keep the old one."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, current_app, url_for

from shared.settings import Settings

STATIC = Path(__file__).parent / "static"


def add_own_files(app: Flask, settings: Settings) -> None:
    """Serve the files of the service itself, from the folder ``static`` of its package, at an address of its own."""
    if own_folder(app).is_dir():
        files = Blueprint("own", app.import_name, static_folder="static", url_prefix=f"/sistem/{settings.service}")
        app.register_blueprint(files)


def asset(name: str) -> str:
    """Return the address of a file in the kernel's ``static/``."""
    return url_for("static", filename=name, v=_version(STATIC / name))


def own_asset(name: str) -> str:
    """Return the address of a file in the ``static/`` of this service."""
    return url_for("own.static", filename=name, v=_version(own_folder(current_app) / name))


def own_folder(app: Flask) -> Path:
    return Path(app.root_path) / "static"


@cache
def _version(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10]
