"""The body of an API request: JSON or a file, as the operation wants it, and nothing else."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeVar

from flask import Request, request
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import Schema, ValidationError, fields, missing
from webargs.flaskparser import FlaskParser, abort
from werkzeug.exceptions import PreconditionFailed, PreconditionRequired

from shared.text import is_fit
from shared.web.text import UNFIT, refusal, require_doors
from shared.web.weight import MOST_VALUES, TooMany, whole_body

READ = "sinergi.json"
Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Decorator(Protocol):
    """Returns what it decorates with the types it had."""

    def __call__(self, function: Decorated, /) -> Decorated: ...


class BodyParser(FlaskParser):
    """Answers 415 to a body of another kind, which its parent takes for none at all."""

    def load_json(self, req: Request, schema: Schema) -> Any:
        if not has_body(req):
            return missing
        if not req.is_json:
            abort(415)
        sent = readable_json(req)
        if isinstance(sent, dict) and not all(map(is_fit, sent)):
            raise refusal(UNFIT)
        wrong = wrong_types(schema, sent)
        if wrong:
            raise ValidationError(wrong)
        return sent

    def load_files(self, req: Request, schema: Schema) -> Any:
        if req.mimetype != "multipart/form-data" and has_body(req):
            abort(415)
        return super().load_files(req, schema)


IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of the thing as it was read",
    "schema": {"type": "string"},
}
"""For ``@blueprint.doc(parameters=[IF_MATCH])`` on a command that vouches for what somebody read."""


class ApiBlueprint(SmorestBlueprint):  # type: ignore[misc] # it carries no types
    """A part of the API of a service."""

    ARGUMENTS_PARSER = BodyParser()

    def arguments(self, schema: Any, **options: Any) -> Decorator:
        """Take what a schema describes; raises TypeError where it lets text in past shared.web.text."""
        require_doors(schema() if isinstance(schema, type) else schema)
        decorator: Decorator = super().arguments(schema, **options)
        return decorator

    if TYPE_CHECKING:
        # The library carries no types: without these, whatever it decorates would have none either.
        def route(self, rule: str, **options: Any) -> Decorator: ...
        def response(self, status_code: int, schema: Any = None, **options: Any) -> Decorator: ...
        def alt_response(self, status_code: int, **options: Any) -> Decorator: ...
        def doc(self, **options: Any) -> Decorator: ...
        def etag(self, function: Decorated) -> Decorated: ...

    def require_as_read(self, tag: Any) -> None:
        """Refuse a command about something other than what its sender read: 428 without a version, 412 with an old one.

        “*” names no version.
        """
        if not request.if_match or request.if_match.star_tag:
            raise PreconditionRequired
        if self._generate_etag(tag) not in request.if_match:
            raise PreconditionFailed

    def require_same(self, tag: Any, read: str) -> None:
        """Answer 412 where the ETag somebody ``read`` of a further thing is not its ETag now."""
        if self._generate_etag(tag) != read.removeprefix("W/").strip('"'):
            raise PreconditionFailed


def has_body(req: Request) -> bool:
    """Tell whether anything was sent with the address, without reading it."""
    return bool(req.content_length) or bool(req.environ.get("HTTP_TRANSFER_ENCODING"))


def wrong_types(schema: Schema, sent: Any) -> dict[Any, Any]:
    """Return the errors by field where JSON has another type than described.

    A form knows nothing but text, so the schemas it shares with the API read "2" as 2, and would read 2.7 as 2 too.
    """
    if not isinstance(sent, dict):
        return {}
    named = {field.data_key or name: field for name, field in schema.load_fields.items()}
    found = {name: _wrong(named[name], value) for name, value in sent.items() if name in named}
    return {name: error for name, error in found.items() if error}


def _wrong(field: fields.Field[Any], value: Any) -> Any:
    if isinstance(field, fields.Nested):
        return wrong_types(field.schema, value)
    if isinstance(field, fields.List) and isinstance(value, list):
        return {place: error for place, item in enumerate(value) if (error := _wrong(field.inner, item))}
    return None if value is None or _fits(field, value) else [field.error_messages["invalid"]]


def _fits(field: fields.Field[Any], value: Any) -> bool:
    if isinstance(field, fields.Boolean):
        return isinstance(value, bool)
    if isinstance(field, fields.Integer):
        return value.is_integer() if isinstance(value, float) else type(value) is int
    return True


def readable_json(req: Request) -> Any:
    """Return the JSON of a request, read once; answers 400 to what is none, to nesting and numbers beyond reason."""
    if READ not in req.environ:
        req.environ[READ] = _read_json(whole_body(req))
    return req.environ[READ]


def _read_json(body: bytes) -> Any:
    if body.count(b",") >= MOST_VALUES:
        raise TooMany
    try:
        return json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        abort(400, exc=error, messages={"json": ["Invalid JSON body."]})


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is a number of JavaScript, not of JSON (RFC 8259, 6)")
