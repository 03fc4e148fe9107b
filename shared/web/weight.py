"""How much a request may bring: told by the route, and asked before anything of it is read."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from flask import Flask, Request, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge, RequestURITooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.wsgi import LimitedStream

from shared.language import Message, msg
from shared.web.access import ANYONE, handler_of, needed_rights

View = TypeVar("View", bound=Callable[..., Any])
KILOBYTE, MEGABYTE = 1024, 1024 * 1024
LARGEST_BODY = MEGABYTE
LARGEST_OF_STRANGERS = 256 * KILOBYTE
"""What somebody without an account may send: an address and a password, or an answer to an invitation."""
LARGEST_FILE = 25 * MEGABYTE
LARGEST_REQUEST = LARGEST_FILE + MEGABYTE
"""A file, and what a form wraps around it."""
LONGEST_QUERY = 4000
MOST_VALUES = 10_000
"""Fields of a form, values of JSON: five times the longest selection."""
MOST_PARTS = 200
"""Parts of a form with a file."""

TOO_LARGE = msg("This is too much: {most} kB at most.", most="")
TOO_MANY = msg("This is too much: {most} values at most.", most=str(MOST_VALUES))
TOO_LONG = msg("This address is too long.")


class TooMany(RequestEntityTooLarge):
    """Small in bytes, but of more values than anybody sends on purpose."""


class WeighingParser(FormDataParser):
    """Counts the fields of a form before it takes them apart; its parent does so only where a file comes along."""

    def _parse_urlencoded(self, stream: Any, *what: Any) -> Any:
        limited = LimitedStream(stream, min(LARGEST_BODY, self.max_content_length or LARGEST_BODY), is_max=True)
        sent = limited.readall()
        if limited.is_exhausted:
            raise RequestEntityTooLarge
        if sent.count(b"&") >= MOST_VALUES:
            raise TooMany
        return super()._parse_urlencoded(BytesIO(sent), *what)


class WeighedRequest(Request):
    form_data_parser_class = WeighingParser


def takes_file(view: View) -> View:
    """Let a view take a file of up to 25 MB."""
    view.takes_file = True  # type: ignore[attr-defined] # a mark on a function
    return view


def largest_body(app: Flask, endpoint: str | None, method: str) -> int:
    """Return how many bytes a route takes."""
    if endpoint is None or endpoint not in app.view_functions:
        return LARGEST_OF_STRANGERS
    if handles_file(app, endpoint, method):
        return LARGEST_REQUEST
    return LARGEST_OF_STRANGERS if needed_rights(app, endpoint, method) == ANYONE else LARGEST_BODY


def handles_file(app: Flask, endpoint: str | None, method: str) -> bool:
    """Tell whether a route takes a file."""
    if endpoint is None or endpoint not in app.view_functions:
        return False
    return getattr(handler_of(app, endpoint, method), "takes_file", False)


def weigh_requests(app: Flask) -> None:
    """Refuse what is too large as soon as its length is told, or else when too much of it has come."""
    app.request_class = WeighedRequest
    app.config.update(MAX_FORM_PARTS=MOST_PARTS, MAX_FORM_MEMORY_SIZE=LARGEST_BODY)

    @app.before_request
    def weigh() -> None:
        request.max_content_length = largest_body(current_app, request.endpoint, request.method)
        if len(request.query_string) > LONGEST_QUERY:
            raise RequestURITooLarge
        if (request.content_length or 0) >= request.max_content_length:
            raise RequestEntityTooLarge


def whole_body(sent: Request) -> bytes:
    """Return the body of a request. One without a length is cut at the limit in silence, which is refused here."""
    body = sent.get_data()
    if sent.max_content_length and len(body) >= sent.max_content_length:
        raise RequestEntityTooLarge
    return body


def how_much_is_allowed(error: RequestEntityTooLarge) -> Message | None:
    """Return the sentence that names the limit this request broke; None where it is that of files."""
    if isinstance(error, TooMany):
        return TOO_MANY
    most = request.max_content_length or LARGEST_BODY
    if most > LARGEST_BODY:
        return None
    return Message(TOO_LARGE.template, {"most": str(most // KILOBYTE)})
