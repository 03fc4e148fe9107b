"""The body of an API request: JSON or a file, as the operation wants it, and nothing else."""

import json
from typing import Any, NoReturn

from flask import Request
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import Schema, missing
from webargs.flaskparser import FlaskParser, abort


class BodyParser(FlaskParser):
    """Answers 415 to a body of another kind, which its parent takes for none at all."""

    def load_json(self, req: Request, schema: Schema) -> Any:
        if not req.get_data():
            return missing
        if not req.is_json:
            abort(415)
        return readable_json(req)

    def load_files(self, req: Request, schema: Schema) -> Any:
        if req.mimetype != "multipart/form-data" and req.get_data():
            abort(415)
        return super().load_files(req, schema)


class ApiBlueprint(SmorestBlueprint):  # type: ignore[misc] # it carries no types
    """A part of the API of a service."""

    ARGUMENTS_PARSER = BodyParser()


def readable_json(req: Request) -> Any:
    """Return the JSON of a request; answers 400 to what is none, and to nesting and numbers beyond reason."""
    try:
        return json.loads(req.get_data(), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        abort(400, exc=error, messages={"json": ["Invalid JSON body."]})


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is a number of JavaScript, not of JSON (RFC 8259, 6)")
