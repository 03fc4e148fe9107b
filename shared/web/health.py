"""Is this process alive, and can it serve? Asked by the supervisor, the proxy and people on call."""

from typing import Any

from flask import Blueprint, Flask, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from shared import storage
from shared.log import get_logger
from shared.messaging.heartbeat import age_seconds, clock_jumped
from shared.messaging.long_queue import LONG
from shared.messaging.numbering import unheard_of
from shared.messaging.parked import count_parked
from shared.messaging.relay import backlog
from shared.messaging.schedule_entry import failing
from shared.migrations import UnknownSchema, is_current
from shared.rights import Right
from shared.settings import Settings
from shared.web.access import allow_anyone
from shared.web.auth import may
from shared.web.transaction import reading
from shared.work.claims import count_due

log = get_logger(__name__)


def add_health(app: Flask, settings: Settings) -> None:
    """Add liveness (``hidup``) and readiness (``siap``) of this service."""
    pages = Blueprint("health", __name__, url_prefix=f"/sistem/{settings.service}")
    pages.get("/hidup")(alive)
    pages.get("/siap")(ready)
    app.register_blueprint(pages)


@allow_anyone
def alive() -> ResponseReturnValue:
    """Answer that this process answers."""
    return jsonify(alive=True)


@allow_anyone
def ready() -> ResponseReturnValue:
    """Answer 200 if pages can be served. What waits, is parked or fails makes no web unready: the office is told it."""
    state = web_state()
    shown = state if state["database"] and may(Right.PARKED_READ) else {"ready": state["ready"]}
    return jsonify(shown), 200 if state["ready"] else 503


def web_state() -> dict[str, Any]:
    """Return what readiness is made of."""
    try:
        with reading() as session:
            work = work_state(session)
    except SQLAlchemyError as error:
        log.warning("not_ready", error=repr(error))
        return {"ready": False, "database": False}
    checks = {"database": True, "migrated": _migrated(), "room": _has_room()}
    return {"ready": all(checks.values()), **checks, **work}


def work_state(session: Session) -> dict[str, Any]:
    """Return seconds since the workers' last beats, work and facts that wait, messages parked, and failing jobs.

    ``unheard_of``: names of facts that only another version knows, each with how many wait for it.
    ``clock_jumped``: the clock was ahead; what it put off is overdue now, which the worker mends at its next look.
    """
    return {
        "worker_seconds_ago": _rounded(age_seconds(session)),
        "long_worker_seconds_ago": _rounded(age_seconds(session, LONG)),
        "work_waiting": count_due(session),
        "clock_jumped": clock_jumped(session),
        "outbox_waiting": backlog(session),
        "parked": count_parked(session),
        "unheard_of": unheard_of(session),
        "failing_jobs": [entry.name for entry in failing(session)],
    }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)


def _has_room() -> bool:
    settings: Settings = current_app.config["SETTINGS"]
    return all(storage.has_room(folder) for folder in storage.folders(settings.database_url, settings.data_dir))


def _migrated() -> bool:
    if not current_app.extensions.get("migrated"):  # looked up until it is true: a look costs a tenth of a second
        settings: Settings = current_app.config["SETTINGS"]
        try:
            current_app.extensions["migrated"] = is_current(settings.service, settings.database_url)
        except UnknownSchema as error:
            log.warning("unknown_schema", error=str(error))
    return bool(current_app.extensions.get("migrated"))
