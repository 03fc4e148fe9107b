"""When each sign-in was last used, to some minutes: a question asked is noted only now and then."""

from datetime import datetime, timedelta
from uuid import UUID

from flask import Flask, g
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from services.partners.actions.sign_ins import note_seen
from shared.clock import is_ahead, now
from shared.log import get_logger
from shared.sessions import SIGNED_IN_FOR
from shared.web.auth import current_sign_in
from shared.web.transaction import transaction

EVERY = timedelta(minutes=5)

log = get_logger(__name__)


def note_who_is_seen(app: Flask) -> Flask:
    """Note of this app's requests by which sign-in they came; an answer is never lost over it."""
    noted: dict[UUID, datetime] = {}

    @app.after_request
    def note(response: Response) -> Response:
        sign_in = current_sign_in() if "user" in g else None
        if sign_in and _is_long_ago(noted.get(sign_in.id, sign_in.began_at)):
            _forget_old(noted)
            noted[sign_in.id] = now()
            _note(sign_in.id)
        return response

    return app


def _is_long_ago(seen: datetime) -> bool:
    return seen < now() - EVERY or is_ahead(seen)


def _note(sign_in_id: UUID) -> None:
    try:
        with transaction() as session:
            note_seen(session, sign_in_id, now())
    except SQLAlchemyError as error:
        log.warning("not_noted_as_seen", error=repr(error))


def _forget_old(noted: dict[UUID, datetime]) -> None:
    for sign_in_id in [one for one, at in list(noted.items()) if at < now() - SIGNED_IN_FOR]:
        noted.pop(sign_in_id, None)
