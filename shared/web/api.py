"""The JSON API of a service: flask-smorest with problem+json, bearer tokens and Idempotency-Key."""

import re
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid5

from flask import Flask, Response, after_this_request, request
from flask_smorest import Api as SmorestApi
from flask_smorest.utils import prepare_response

from shared.context import actor
from shared.database import new_id
from shared.errors import InvalidInput
from shared.language import msg
from shared.rights import roles_with
from shared.settings import Settings
from shared.web.access import ANYONE, needed_rights
from shared.web.paging import Page
from shared.web.problem import CONTENT_TYPE, ProblemSchema
from shared.web.redirects import page_url

NAMESPACE = UUID("6f1d7f0e-3c0a-5a57-9d2b-64080000ca11")
LONGEST_KEY = 200
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "Any text that names this creation; sending it again returns what was created the first time.",
    "schema": {"type": "string", "maxLength": LONGEST_KEY},
}
"""For ``@blueprint.doc(parameters=[IDEMPOTENCY_KEY])`` on a POST that creates."""


class Api(SmorestApi):  # type: ignore[misc] # it carries no types
    """Errors are answered by the kernel for pages and API alike, and described as problem+json."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """Leave errors to shared.web.errors."""

    def _register_doc_blueprint(self) -> None:
        """Leave the description's addresses to shared.web.api_docs."""

    def _register_responses(self) -> None:
        """Describe every error as a problem."""
        for status in HTTPStatus:
            self._register_response(status.name, status.phrase, is_problem=status >= 400)
        self._register_response(self.DEFAULT_ERROR_RESPONSE_NAME, "A problem", is_problem=True)

    def _register_response(self, name: str, description: str, *, is_problem: bool) -> None:
        response: dict[str, Any] = {"description": description}
        if is_problem:
            response["schema"] = self.ERROR_SCHEMA
        prepare_response(response, self.spec, CONTENT_TYPE)
        self.spec.components.response(name, response, lazy=True)


def build_api(app: Flask, settings: Settings, blueprints: Iterable[Any]) -> Api:
    """Register the API blueprints and describe them."""
    app.config.update(
        API_TITLE=f"Sinergi IKM: {settings.service}",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        API_SPEC_OPTIONS={
            "security": [{"bearer": []}],
            "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
        },
    )
    api = Api(app)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    return api


def described(app: Flask, api: Api) -> dict[str, Any]:
    """Return the OpenAPI description, with who may use each operation."""
    spec: dict[str, Any] = api.spec.to_dict()
    for rule in app.url_map.iter_rules():
        operations = spec["paths"].get(re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule), {})
        for method in (rule.methods or set()) & {name.upper() for name in operations}:
            needed = needed_rights(app, rule.endpoint, method)
            if needed == ANYONE:
                operations[method.lower()]["security"] = []
            else:
                operations[method.lower()]["x-roles"] = sorted(roles_with(*(needed or ())))
    return spec


def id_for_new() -> UUID:
    """Return the id of the thing this POST creates: the same for the same caller, address and Idempotency-Key."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY:
        raise InvalidInput({"Idempotency-Key": [msg("This is too long: at most {most}.", most=LONGEST_KEY)]})
    return uuid5(NAMESPACE, f"{actor().id}|{request.path}|{key}") if key else new_id()


def one_page(items: Sequence[Any], total: int, number: int, size: int, **more: Any) -> dict[str, Any]:
    """Return a page of a list as the API answers it, and link the pages around it in the header (RFC 8288)."""
    page = Page(items, number, size, total)
    numbers = {"first": 1, "prev": page.previous, "next": page.next, "last": page.pages}
    links = [f'<{page_url(page=number)}>; rel="{name}"' for name, number in numbers.items() if number]

    @after_this_request
    def link(response: Response) -> Response:
        response.headers["Link"] = ", ".join(links)
        return response

    return {"items": items, "total": total, **more}
