"""Messages that failed and wait: staff see them with their error and let them run again."""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, Flask, current_app, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from shared.events.catalogue import SERVICES
from shared.language import Message, gettext, msg
from shared.messaging import inbox
from shared.messaging.consumers import Consumers, is_envelope
from shared.messaging.inbox import HANDLED, REFUSED, Inbox
from shared.messaging.schedule import failing
from shared.settings import Settings
from shared.web.access import allow
from shared.web.body import ApiBlueprint
from shared.web.transaction import database, reading

SERVICE_NAMES = {
    "registry": msg("Register"),
    "partners": msg("Partners"),
    "notifications": msg("Email"),
}
DONE = msg("Done: the message took effect.")
NO_LONGER = msg("The message no longer applies and was put aside.")


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


class ParkedSchema(Schema):
    id = fields.UUID()
    name = fields.String(metadata={"description": "Name of the event"})
    producer = fields.String()
    error = fields.String()
    received_at = fields.AwareDateTime()
    correlation_id = fields.String(allow_none=True)
    can_replay = fields.Boolean()


class ReplaySchema(Schema):
    state = fields.String(metadata={"description": "handled, refused (no longer applies) or parked (failed again)"})
    error = fields.String(allow_none=True)


def add_parked(app: Flask, settings: Settings) -> ApiBlueprint:
    """Add the staff page of this service; return the API blueprint for the same."""
    pages = Blueprint("parked", __name__, url_prefix=f"/sistem/{settings.service}/tertahan")
    pages.get("")(index)
    pages.post("/<uuid:event_id>/ulang")(replay)
    app.register_blueprint(pages)

    api = ApiBlueprint("parked-messages", __name__, url_prefix=f"/api/{settings.service}/v1/parked-messages")
    api.get("")(api.response(200, ParkedSchema(many=True))(api_index))
    api.post("/<uuid:event_id>/replay")(api.response(200, ReplaySchema)(api_replay))
    return api


@allow("staff", "head")
def index() -> str:
    """Show what is parked in this service, and which of its jobs fail."""
    with reading() as session:
        found, jobs = parked_messages(session), failing(session)
    return render_template("parked.html", parked=found, jobs=jobs, service=_settings().service, names=_names())


@allow("staff")
def replay(event_id: UUID) -> ResponseReturnValue:
    """Let a message run again and say how it went."""
    row = run_again(event_id)
    if row.state == HANDLED:
        flash(str(DONE), "success")
    elif row.state == REFUSED:
        flash(str(NO_LONGER), "success")
    else:
        flash(gettext("It failed again and stays here: {error}", error=row.error), "warning")
    return redirect(f"/sistem/{_settings().service}/tertahan", 303)


@allow("staff", "head")
def api_index() -> Sequence[ParkedMessage]:
    """List the parked messages, oldest first."""
    with reading() as session:
        return parked_messages(session)


@allow("staff")
def api_replay(event_id: UUID) -> Inbox:
    """Let a parked message run again."""
    return run_again(event_id)


def parked_messages(session: Session) -> list[ParkedMessage]:
    """Return up to 200 parked messages, oldest first."""
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
        for row in inbox.parked(session)
    ]


def run_again(event_id: UUID) -> Inbox:
    """Replay a parked message with this service's own handlers; raises NotFound if it is not parked."""
    consumers: Consumers = importlib.import_module(f"{current_app.import_name}.tasks.consumers").consumers
    consumers.replay(database(), event_id)
    with reading() as session:
        return session.get_one(Inbox, event_id)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _names() -> dict[str, Message]:
    return {service: SERVICE_NAMES[service] for service in SERVICES}
