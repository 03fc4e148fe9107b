"""The three services in one process, the facts between them carried by hand, and the files that run on the way."""

import inspect
import re
import sys
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import FrameType
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from services.notifications.tasks.consumers import consumers as told
from services.partners.app import create_app as partners_app
from services.partners.tasks.consumers import consumers as deciding
from services.registry.app import create_app as registry_app
from services.registry.tasks.consumers import consumers as recording
from shared.database import Database
from shared.events.catalogue import CONSUMERS
from shared.events.contract import load
from shared.messaging.outbox import Outbox
from shared.settings import Settings
from tests.conftest import environment
from tests.notifications.conftest import NO_BROKER, envelope
from tests.signed_in import browser

SERVICES = Path(__file__).resolve().parents[2] / "services"
LAYERS = {"web", "tasks", "channels", "schemas", "actions", "queries", "files", "models", "letters", "domain"}
HEARS = {"registry": recording, "partners": deciding, "notifications": told}


@dataclass
class Walk:
    """Which files ran a function, step by step."""

    steps: list[tuple[str, Set[str]]] = field(default_factory=list)

    @contextmanager
    def step(self) -> Iterator[None]:
        seen: dict[str, None] = {}

        def note(frame: FrameType, event: str, _: Any) -> None:
            code = frame.f_code
            if event == "call" and code.co_flags & inspect.CO_OPTIMIZED and (name := _place(code.co_filename)):
                seen[name] = None

        sys.setprofile(note)
        try:
            yield
        finally:
            sys.setprofile(None)
        (service,) = {name.partition("/")[0] for name in seen}
        self.steps.append((service, {name.partition("/")[2]: None for name in seen}.keys()))

    def told(self) -> str:
        """Return the steps as the page writes them, but for what each is."""
        return "\n".join(
            f"{number}. … ({service}, {len(files)}): {' → '.join(f'`{file}`' for file in files)}"
            for number, (service, files) in enumerate(self.steps, 1)
        )


def _place(file: str) -> str | None:
    """Return ``service/layer/noun`` of a module that stands in a layer of a service."""
    path = Path(file)
    if path.suffix != ".py" or not path.is_relative_to(SERVICES):
        return None
    inside = path.relative_to(SERVICES).with_suffix("")
    return inside.as_posix() if inside.parts[1] in LAYERS else None


@dataclass
class House:
    """The services over databases of a test's own; nothing is carried before it is asked for."""

    make_database: Callable[[str], Database]
    carried: set[tuple[str, int, str]] = field(default_factory=set)

    @cached_property
    def registry(self) -> Database:
        return self.make_database("registry")

    @cached_property
    def partners(self) -> Database:
        return self.make_database("partners")

    @cached_property
    def notifications(self) -> Database:
        return self.make_database("notifications")

    def visitor(self, service: str) -> FlaskClient:
        return self._app(service).test_client()

    def somebody(self, service: str, role: str, institution_id: UUID | None = None) -> FlaskClient:
        """Return a browser in which somebody of a role is signed in."""
        return browser(self._app(service), role, institution_id=institution_id)

    def _app(self, service: str) -> Flask:
        app = _site(service)
        app.extensions["database"] = getattr(self, service)
        return app

    def carry(self, producer: str, consumer: str) -> None:
        """Let a service hear what another has announced since, as its worker does."""
        source: Database = getattr(self, producer)
        with source.reading() as session:
            rows = list(session.scalars(select(Outbox).order_by(Outbox.id)))
        facts = [
            load(row.name, row.version, row.payload) for row in rows if (producer, row.id, consumer) not in self.carried
        ]
        self.carried |= {(producer, row.id, consumer) for row in rows}
        messages = [envelope(fact, "walk") for fact in facts if consumer in CONSUMERS[type(fact)]]
        HEARS[consumer].receive(getattr(self, consumer), messages)


@cache
def _site(service: str) -> Flask:
    """Return a service's site, put together once; each test gives it a database."""
    create = {"registry": registry_app, "partners": partners_app}[service]
    app = create(Settings.from_env(service, environment(service, "sqlite://", NO_BROKER)))
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def press(client: FlaskClient, url: str, page: str) -> Callable[[], TestResponse]:
    """Read a page and return what pressing one of its buttons does."""
    text = client.get(page).text
    start = text.index(f'action="{url}"')
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text[start : text.index("</form>", start)])
    return lambda: client.post(url, data=dict(hidden))
