"""The JSON API of a service: flask-smorest with problem+json, bearer tokens and Idempotency-Key."""

from typing import Any
from uuid import UUID, uuid5

from flask import Flask, request
from flask_smorest import Api as SmorestApi

from shared.context import actor
from shared.database import new_id
from shared.settings import Settings
from shared.web.problem import CONTENT_TYPE, ProblemSchema

NAMESPACE = UUID("6f1d7f0e-3c0a-5a57-9d2b-64080000ca11")
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "Any text that names this creation; sending it again returns what was created the first time.",
    "schema": {"type": "string", "maxLength": 200},
}


class Api(SmorestApi):  # type: ignore[misc]
    """Errors are answered by the kernel for pages and API alike, and described as problem+json."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """Leave errors to shared.web.errors."""

    def _register_doc_blueprint(self) -> None:
        """Leave the description's addresses to shared.web.api_docs."""


def build_api(app: Flask, settings: Settings, blueprints: list[Any]) -> Api:
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


def id_for_new() -> UUID:
    """Return the id of the thing this POST creates: the same for the same caller, address and Idempotency-Key."""
    key = request.headers.get("Idempotency-Key", "").strip()
    return uuid5(NAMESPACE, f"{actor().id}|{request.path}|{key}") if key else new_id()


__all__ = ["CONTENT_TYPE", "IDEMPOTENCY_KEY", "Api", "build_api", "id_for_new"]
