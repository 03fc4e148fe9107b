"""Every error is a calm page with a sentence and a way on, and for programs the same sentence as problem+json."""

from typing import Any

from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException

from shared.context import correlation_id
from shared.errors import InvalidInput, Refused, TriedTooOften
from shared.language import Message, msg
from shared.log import get_logger
from shared.web.auth import is_api_request
from shared.web.problem import problem
from shared.web.redirects import came_from
from shared.web.sentences import by_field

log = get_logger(__name__)

SENTENCES = {
    400: msg("The request could not be understood."),
    401: msg("Sign in first: send a token as “Authorization: Bearer …”."),
    403: msg("Your account may not do this."),
    404: msg("What you are looking for is not here."),
    405: msg("This cannot be done here."),
    412: msg("Somebody changed this in the meantime. Read it again, then send again."),
    413: msg("This file is too large: 25 MB at most."),
    415: msg("This kind of content cannot be read here. Send JSON as application/json, a file as multipart/form-data."),
    422: msg("Some values cannot be accepted."),
    428: msg("Say which version you are changing: send the ETag you read as If-Match."),
    429: msg("This was tried too often. Wait a few minutes, then try again."),
    500: msg("Something broke on our side. Try again; if it breaks again, tell the office the number below."),
    503: msg("This is not available at the moment. Please try again in a minute."),
}
PAGE_TOO_OLD = msg("This page was open for too long. Go back, check what you entered, and send it again.")


def add_error_handlers(app: Flask) -> None:
    """Answer every error of this app."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(TriedTooOften, _too_often)
    app.register_error_handler(InvalidInput, _invalid)
    app.register_error_handler(CSRFError, lambda error: answer(400, PAGE_TOO_OLD))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DataError, _unfit)
    app.register_error_handler(OverflowError, _unfit)
    app.register_error_handler(OperationalError, _unreachable)
    app.register_error_handler(Exception, _broken)


def answer(status: int, message: Message, errors: dict[str, list[str]] | None = None) -> Response:
    """Return the error as a page, or as problem+json to a program."""
    if is_api_request():
        return problem(status, str(message), errors)
    page = render_template(
        "error.html",
        status=status,
        sentence=str(message),
        errors=_beside(str(message), errors or {}),
        correlation_id=correlation_id() if status >= 500 else None,
        back=came_from(),
        entered=_entered() if status == 503 else None,
    )
    return make_response(page, status)


def _entered() -> list[tuple[str, str]] | None:
    """Return what a form said, to be sent once more; None where that is not possible. A password is never shown."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    secret = any("password" in name for name, _ in fields)
    return None if request.method != "POST" or request.files or secret else fields


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
    response = answer(error.code, SENTENCES.get(error.code, SENTENCES[400]), _field_errors(error))
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _field_errors(error: HTTPException) -> dict[str, list[str]] | None:
    found: dict[str, list[str]] = {}
    for messages in getattr(error, "data", {}).get("messages", {}).values():
        for field, message in by_field(messages):
            found.setdefault(field, []).append(str(message))
    return found or None


def _unfit(error: Exception) -> Response:
    log.warning("value_refused_by_database", error=repr(error))
    return answer(422, SENTENCES[422])


def _unreachable(error: Exception) -> Response:
    log.error("database_unreachable", error=repr(error))
    return answer(503, SENTENCES[503])


def _broken(error: Exception) -> Response:
    log.exception("request_failed", exc_info=error)
    return answer(500, SENTENCES[500])
