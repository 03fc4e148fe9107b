"""Long work: people see how far it is and what became of it, stop it, and fetch the file it left."""

from pathlib import Path
from uuid import UUID

from flask import Blueprint, Flask, current_app, redirect, render_template, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from shared.errors import NotFound
from shared.language import msg
from shared.messaging.heartbeat import BEAT_SECONDS, age_seconds
from shared.messaging.long_queue import LONG
from shared.rights import Right
from shared.settings import Settings
from shared.web.access import allow
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.transaction import reading, transaction
from shared.work import asking
from shared.work.files import path_of
from shared.work.table import STATES, Work

MEANINGS = {"waiting": "open", "running": "attention", "done": "done", "stopped": "closed", "failed": "refused"}
FILE_GONE = msg("This file is no longer here. Ask for it again.")


def add_work(app: Flask, settings: Settings) -> None:
    """Add the pages of this service's long work."""
    pages = Blueprint("work", __name__, url_prefix=f"/sistem/{settings.service}/kerja")
    pages.get("")(index)
    pages.get("/<uuid:work_id>")(show)
    pages.post("/<uuid:work_id>/hentikan")(stop)
    pages.get("/<uuid:work_id>/berkas")(fetch)
    app.register_blueprint(pages)
    app.jinja_env.globals.update(work_states=STATES, work_meanings=MEANINGS)


def page_of(work_id: UUID) -> str:
    """Return the address that shows one piece of this service's work."""
    settings: Settings = current_app.config["SETTINGS"]
    return f"/sistem/{settings.service}/kerja/{work_id}"


def is_silent(session: Session) -> bool:
    """Tell whether the worker of long work has shown no life for a minute."""
    age = age_seconds(session, LONG)
    return age is None or age > BEAT_SECONDS * 6


@allow(Right.WORK_READ)
def index() -> str:
    """Show what long work there was lately."""
    number = page_number()
    with reading() as session:
        found, total = asking.list_work(session, SIZE, offset(number))
        silent = is_silent(session)
    return render_template("work_list.html", page=Page(found, number, SIZE, total), silent=silent)


@allow(Right.WORK_READ)
def show(work_id: UUID) -> str:
    """Show how far one piece of work is."""
    with reading() as session:
        return render_template("work.html", work=asking.get_work(session, work_id), silent=is_silent(session))


@allow(Right.WORK_STOP)
def stop(work_id: UUID) -> ResponseReturnValue:
    """Ask work to stop at its next step."""
    with transaction() as session:
        work = asking.stop(session, work_id)
    return redirect(work.page or page_of(work_id), 303)


@allow(Right.WORK_READ)
def fetch(work_id: UUID) -> ResponseReturnValue:
    """Hand out the file that work left."""
    with reading() as session:
        work = asking.get_work(session, work_id)
    path = _file_of(work)
    return send_file(path, as_attachment=True, download_name=path.name)


def _file_of(work: Work) -> Path:
    settings: Settings = current_app.config["SETTINGS"]
    path = path_of(settings.data_dir, work.id, work.result_file or "")
    if not work.result_file or not path.is_file():
        raise NotFound(FILE_GONE)
    return path.resolve()
