"""Messages that failed and wait: staff see them with their error, let them run again or put them aside."""

import importlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from shared.language import gettext, msg
from shared.messaging import parked
from shared.messaging.consumers import Consumers
from shared.messaging.envelope import is_envelope
from shared.messaging.heartbeat import clock_jumped
from shared.messaging.inbox import HANDLED, REFUSED
from shared.messaging.long_work import ask_to_replay
from shared.messaging.numbering import unheard_of
from shared.messaging.schedule_entry import failing
from shared.rights import Right
from shared.settings import Settings
from shared.web.access import allow
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.site import PARTS
from shared.web.transaction import database, reading, transaction
from shared.web.work import page_of

DONE = msg("Done: the message took effect.")
NO_LONGER = msg("The message no longer applies and was put aside.")
PUT_ASIDE = msg("The message was put aside.")


@dataclass(frozen=True)
class ParkedMessage:
    """A parked message as people see it; its payload stays out of sight, it may speak of persons."""

    id: UUID
    name: str
    producer: str
    error: str
    received_at: datetime
    correlation_id: str | None
    can_replay: bool


def add_parked(app: Flask, settings: Settings) -> None:
    """Add the staff page of this service."""
    pages = Blueprint("parked", __name__, url_prefix=f"/sistem/{settings.service}/tertahan")
    pages.get("")(index)
    pages.post("/ulang")(replay_all)
    pages.post("/<uuid:event_id>/ulang")(replay)
    pages.post("/<uuid:event_id>/kesampingkan")(put_aside)
    app.register_blueprint(pages)


@allow(Right.PARKED_READ)
def index() -> str:
    """Show what is parked in this service, and which of its jobs fail."""
    number = page_number()
    with reading() as session:
        page = Page(parked_messages(session, number), number, SIZE, parked.count_parked(session))
        kinds, jobs, jumped = parked.kinds_parked(session), failing(session), clock_jumped(session)
        unknown = unheard_of(session)
    return render_template(
        "parked.html",
        page=page,
        kinds=kinds,
        jobs=jobs,
        unheard_of=unknown,
        clock_jumped=jumped,
        service=_settings().service,
        names={service: part.name for service, part in PARTS.items()},
    )


@allow(Right.PARKED_MOVE)
def replay(event_id: UUID) -> ResponseReturnValue:
    """Let a message run again and say how it went."""
    row = parked.run_again(consumers(), database(), event_id)
    if row.state == HANDLED:
        flash(str(DONE), "success")
    elif row.state == REFUSED:
        flash(str(NO_LONGER), "success")
    else:
        flash(gettext("It failed again and stays here: {error}", error=row.error), "warning")
    return _back()


@allow(Right.PARKED_MOVE)
def replay_all() -> ResponseReturnValue:
    """Let all messages of one kind run again, as long work."""
    with transaction() as session:
        work_id = ask_to_replay(session, request.form.get("name", ""), f"/sistem/{_settings().service}/tertahan")
    return redirect(page_of(work_id), 303)


@allow(Right.PARKED_MOVE)
def put_aside(event_id: UUID) -> ResponseReturnValue:
    """Let a message rest for good."""
    with transaction() as session:
        parked.put_aside(session, event_id)
    flash(str(PUT_ASIDE), "success")
    return _back()


def parked_messages(session: Session, number: int, size: int = SIZE) -> list[ParkedMessage]:
    """Return one page of the parked messages, oldest first."""
    return [
        ParkedMessage(
            id=row.event_id,
            name=row.name,
            producer=row.producer,
            error=row.error or "",
            received_at=row.received_at,
            correlation_id=row.correlation_id,
            can_replay=is_envelope(row.message),
        )
        for row in parked.parked(session, size, offset(number, size))
    ]


def consumers() -> Consumers:
    """Return this service's own handlers."""
    found: Consumers = importlib.import_module(f"{current_app.import_name}.tasks.consumers").consumers
    return found


def _back() -> ResponseReturnValue:
    return redirect(f"/sistem/{_settings().service}/tertahan", 303)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
