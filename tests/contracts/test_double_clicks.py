"""Every route that changes something, clicked twice at the same instant, on both databases.

Neither click breaks anything, and both together leave behind what one alone does.
"""

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from shared.settings import Settings
from tests.conftest import environment
from tests.contracts.double_clicks import notifications, partners, registry
from tests.contracts.double_clicks.click import Stage

TABLES = {"partners": partners.TABLE, "registry": registry.TABLE, "notifications": notifications.TABLE}
REPEATS = {"partners": partners.REPEATS, "registry": registry.REPEATS}
NO_REDIS = "redis://127.0.0.1:1/0"
# One test clicks on every route of a service.
pytestmark = pytest.mark.timeout(400)


@pytest.fixture(params=list(TABLES))
def service(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def stage(service: str, make_url_for: Callable[[str], str], tmp_path: Path) -> Iterator[Stage]:
    variables = environment(service, make_url_for(service), NO_REDIS, SINERGI_DATA_DIR=str(tmp_path))
    app = importlib.import_module(f"services.{service}.app").create_app(Settings.from_env(service, variables))
    app.config["WTF_CSRF_ENABLED"] = False
    yield Stage(app, importlib.import_module(f"services.{service}.models").Base.metadata)
    app.extensions["database"].dispose()


def changing(app: Flask) -> set[str]:
    return {f"{method} {rule.rule}" for rule in app.url_map.iter_rules()
            for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}}  # fmt: skip


@pytest.mark.parametrize("backend", ["sqlite"])
def test_every_route_that_changes_something_has_a_row(stage: Stage, service: str) -> None:
    assert changing(stage.app) == set(TABLES[service]) | set(REPEATS.get(service, ()))


def test_clicked_twice_it_happens_once(stage: Stage, service: str) -> None:
    wrong = []
    for route, setup in TABLES[service].items():
        (status,), once = stage.effect(setup(stage), times=1)
        statuses, twice = stage.effect(setup(stage), times=2)
        if status >= 400 or max(statuses) >= 500 or status not in statuses or once != twice:
            wrong.append((route, status, once, statuses, twice))
    assert not wrong, "\n".join(map(str, wrong))


def test_what_counts_each_time_breaks_nothing_when_clicked_twice(stage: Stage, service: str) -> None:
    for route, setup in REPEATS.get(service, {}).items():
        assert max(stage.effect(setup(stage), times=2)[0]) < 400, route
