"""Every error is a calm page with a sentence and a way on, and for programs the same sentence as problem+json."""

from typing import Any

from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, InternalError, OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from shared.context import correlation_id
from shared.errors import InvalidInput, Refused, TriedTooOften
from shared.language import Message, msg
from shared.log import get_logger
from shared.storage import is_full
from shared.web.asked_again import AskedAgain, only_shown
from shared.web.auth import is_api_request
from shared.web.deadline import TOOK_TOO_LONG, TimeUp
from shared.web.problem import problem
from shared.web.redirects import came_from
from shared.web.sentences import a_few, by_field
from shared.web.typed import form_path, said, shown_again
from shared.web.weight import TOO_LONG, how_much_is_allowed

log = get_logger(__name__)

SENTENCES = {
    400: msg("The request could not be understood."),
    401: msg("Sign in first: send a token as “Authorization: Bearer …”."),
    403: msg("Your account may not do this."),
    404: msg("What you are looking for is not here."),
    405: msg("This cannot be done here."),
    412: msg("Somebody changed this in the meantime. Read it again, then send again."),
    413: msg("This file is too large: 25 MB at most."),
    414: TOO_LONG,
    415: msg("This kind of content cannot be read here. Send JSON as application/json, a file as multipart/form-data."),
    422: msg("Some values cannot be accepted."),
    428: msg("Say which version you are changing: send the ETag you read as If-Match."),
    429: msg("This was tried too often. Wait a few minutes, then try again."),
    500: msg("Something broke on our side. Try again; if it breaks again, tell the office the number below."),
    503: msg("This is not available at the moment. Please try again in a minute."),
    507: msg("The server has no room left or cannot write. Nothing was saved; please tell the office."),
}
AWAY = frozenset({429, 503})
"""Nothing is wrong with what was sent: later it may be taken."""
NOT_YET = AWAY | {200, 409, 422}
PAGE_TOO_OLD = msg("This page was open for too long. Go back, check what you entered, and send it again.")


def add_error_handlers(app: Flask) -> None:
    """Answer every error of this app."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(AskedAgain, lambda asked: answer(200, asked.why))
    app.register_error_handler(TriedTooOften, _too_often)
    app.register_error_handler(InvalidInput, _invalid)
    app.register_error_handler(CSRFError, lambda error: answer(400, PAGE_TOO_OLD))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DataError, _unfit)
    app.register_error_handler(OverflowError, _unfit)
    app.register_error_handler(OperationalError, _unreachable)
    app.register_error_handler(InternalError, _unwritable)
    app.register_error_handler(OSError, _unwritable)
    app.register_error_handler(TimeUp, _took_too_long)
    app.register_error_handler(Exception, _broken)


def answer(status: int, message: Message, errors: dict[str, list[str]] | None = None) -> Response:
    """Return the error as a page, or as problem+json to a program."""
    errors = a_few(errors or {})
    if is_api_request():
        return problem(status, str(message), errors)
    again = only_shown() if status in NOT_YET - AWAY else None
    if again:
        status, message, errors = 200, again, {}
    entered = shown_again() if again or status in AWAY else None
    page = render_template(
        "error.html",
        status=status,
        sentence=str(message),
        errors=_beside(str(message), errors),
        correlation_id=correlation_id() if status >= 500 else None,
        back=came_from(),
        again=again is not None,
        entered=entered,
        said=said(entered or []),
        path=form_path(),
    )
    return make_response(page, status)


def _beside(sentence: str, errors: dict[str, list[str]]) -> list[str]:
    """Return what the fields have to say that the page does not say anyway."""
    return [error for told in errors.values() for error in told if error != sentence]


def _refused(error: Refused) -> Response:
    errors = {error.field: [str(error.message)]} if error.field else None
    return answer(error.status, error.message, errors)


def _too_often(error: TriedTooOften) -> Response:
    response = _refused(error)
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def _invalid(error: InvalidInput) -> Response:
    errors = {field: [str(message) for message in messages] for field, messages in error.errors.items()}
    return answer(error.status, SENTENCES[422], errors)


def _http(error: HTTPException) -> Any:
    if error.response is not None or error.code is None or error.code < 400:
        return error
    response = answer(error.code, _sentence(error), _field_errors(error))
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _sentence(error: HTTPException) -> Message:
    if isinstance(error, RequestEntityTooLarge) and (message := how_much_is_allowed(error)):
        return message
    return SENTENCES.get(error.code or 400, SENTENCES[400])


def _field_errors(error: HTTPException) -> dict[str, list[str]] | None:
    found: dict[str, list[str]] = {}
    for messages in getattr(error, "data", {}).get("messages", {}).values():
        for field, message in by_field(messages):
            found.setdefault(field, []).append(str(message))
    return found or None


def _unfit(error: Exception) -> Response:
    log.warning("value_refused_by_database", error=repr(error))
    return answer(422, SENTENCES[422])


def _unwritable(error: Exception) -> Response:
    if not is_full(error):
        return _broken(error)
    log.error("storage_full", error=repr(error))
    return answer(507, SENTENCES[507])


def _unreachable(error: Exception) -> Response:
    if is_full(error):
        log.error("storage_full", error=repr(error))
        return answer(507, SENTENCES[507])
    log.error("database_unreachable", error=repr(error))
    return answer(503, SENTENCES[503])


def _took_too_long(_: Exception) -> Response:
    log.error("request_ended", endpoint=request.endpoint)
    return answer(503, TOOK_TOO_LONG)


def _broken(error: Exception) -> Response:
    log.exception("request_failed", exc_info=error)
    return answer(500, SENTENCES[500])
