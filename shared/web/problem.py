"""An error as a program reads it: application/problem+json (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from flask import Response, json
from marshmallow import Schema, fields

from shared.context import correlation_id

CONTENT_TYPE = "application/problem+json"


class ProblemSchema(Schema):
    """The shape of every error of the API."""

    type = fields.String(metadata={"description": "Always about:blank: the status says what kind of problem it is"})
    title = fields.String(metadata={"description": "The status in words"})
    status = fields.Integer(metadata={"description": "The HTTP status"})
    detail = fields.String(metadata={"description": "A sentence for people"})
    correlation_id = fields.String(metadata={"description": "Name this when asking the office for help"})
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={"description": "Sentences by field"},
    )


def problem(status: int, detail: str, errors: dict[str, list[str]] | None = None) -> Response:
    """Return the problem as a response."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "correlation_id": correlation_id(),
    }
    if errors:
        body["errors"] = errors
    response = Response(json.dumps(body), status, content_type=CONTENT_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
