"""What the API can do: as OpenAPI for programs, and as a page for the people who write them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, jsonify, render_template
from flask.typing import ResponseReturnValue

from shared.settings import Settings
from shared.web.access import allow_anyone
from shared.web.api import Api, described
from shared.web.auth import READABLE_API
from shared.web.site import HOST

BLUEPRINT = READABLE_API.split(".")[0]


@dataclass(frozen=True)
class Field:
    """One value that goes in or comes out."""

    name: str
    kind: str
    required: bool
    description: str


@dataclass(frozen=True)
class Operation:
    """One thing a program can do."""

    method: str
    path: str
    summary: str
    description: str
    roles: list[str]
    is_open: bool
    parameters: list[Field]
    body: list[Field]
    answers: list[tuple[str, str, list[Field]]]

    @property
    def anchor(self) -> str:
        return f"{self.method}-{self.path}".lower().translate(str.maketrans("/{}_", "----"))


def add_api_docs(app: Flask, settings: Settings, api: Api) -> None:
    """Serve the description of this service's API."""
    pages = Blueprint(BLUEPRINT, __name__, url_prefix=f"/api/{settings.service}")

    @pages.get("/openapi.json")
    @allow_anyone
    def openapi() -> ResponseReturnValue:
        return jsonify(described(app, api))

    @pages.get("/docs")
    @allow_anyone
    def docs() -> str:
        spec = described(app, api)
        return render_template(
            "api_docs.html", groups=groups(spec), service=settings.service, host=HOST, public_url=settings.public_url
        )

    app.register_blueprint(pages)


def groups(spec: dict[str, Any]) -> dict[str, list[Operation]]:
    """Return the operations of a description by their noun."""
    found: dict[str, list[Operation]] = {}
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            if method in ("get", "post", "put", "patch", "delete"):
                noun = (operation.get("tags") or ["api"])[0]
                found.setdefault(noun, []).append(_operation(spec, path, method, operation, operations))
    return found


def _operation(
    spec: dict[str, Any], path: str, method: str, operation: dict[str, Any], shared: dict[str, Any]
) -> Operation:
    parameters = [_resolved(spec, item) for item in (*shared.get("parameters", []), *operation.get("parameters", []))]
    return Operation(
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        roles=operation.get("x-roles", []),
        is_open=operation.get("security") == [],
        parameters=[
            Field(item["name"], _kind(spec, item["schema"]), item.get("required", False), item.get("description", ""))
            for item in parameters
        ],
        body=list(_fields(spec, _content(operation.get("requestBody", {})))),
        answers=[
            (status, response.get("description", ""), list(_fields(spec, _content(response))))
            for status, response in (
                (str(status), _resolved(spec, found)) for status, found in operation["responses"].items()
            )
            if status.startswith("2")
        ],
    )


def _content(holder: dict[str, Any]) -> dict[str, Any]:
    for media in holder.get("content", {}).values():
        schema: dict[str, Any] = media.get("schema", {})
        return schema
    return {}


def _fields(spec: dict[str, Any], schema: dict[str, Any]) -> Iterator[Field]:
    schema = _resolved(spec, schema)
    if schema.get("type") == "array":
        schema = _resolved(spec, schema.get("items", {}))
    for name, inner in schema.get("properties", {}).items():
        own = _resolved(spec, inner)
        described = inner.get("description") or own.get("description", "")
        yield Field(name, _kind(spec, inner), name in schema.get("required", ()), described)


def _kind(spec: dict[str, Any], schema: dict[str, Any]) -> str:
    schema = _resolved(spec, schema)
    if "enum" in schema:
        return " | ".join(str(choice) for choice in schema["enum"] if choice is not None)
    kinds = schema.get("type", "any")
    kind = " | ".join(kinds) if isinstance(kinds, list) else str(kinds)
    if schema.get("format"):
        kind += f" ({schema['format']})"
    if "items" in schema:
        return f"{kind} of {_kind(spec, schema['items'])}"
    return kind


def _resolved(spec: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        found: Any = spec
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node
