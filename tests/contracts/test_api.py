"""Every operation of every API, called with what its description allows and with what it does not.

No 5xx, answers as described, and nothing accepted that is described as wrong.
"""

import importlib
import shutil

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import (
    content_type_conformance,
    negative_data_rejection,
    not_a_server_error,
    response_schema_conformance,
)

from shared.context import Actor
from shared.database import new_id
from shared.events.catalogue import SERVICES
from shared.settings import Settings
from tests import signed_in
from tests.conftest import environment

CHECKS = [negative_data_rejection, not_a_server_error, content_type_conformance, response_schema_conformance]
NO_REDIS = "redis://127.0.0.1:1/0"
pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="session", params=SERVICES)
def api(request, sqlite_templates, tmp_path_factory):
    """The described API of one service, over an empty database of its own."""
    service, folder = request.param, tmp_path_factory.mktemp("api")
    shutil.copy(sqlite_templates[service], folder / "api.db")
    variables = environment(service, f"sqlite:///{folder}/api.db", NO_REDIS, SINERGI_DATA_DIR=str(folder))
    app = importlib.import_module(f"services.{service}.app").create_app(Settings.from_env(service, variables))
    schema = schemathesis.openapi.from_wsgi(f"/api/{service}/openapi.json", app)
    schema.config.generation.update(modes=list(schemathesis.GenerationMode))
    yield schema
    app.extensions["database"].dispose()


@pytest.fixture(params=["admin", "institution"])
def bearer(api, request):
    return signed_in.bearer(api.app, Actor(new_id(), "Rahma", request.param, new_id()))


FEW = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def exercise(operation, headers):
    """Call one operation a few times; raises with what was wrong."""

    @FEW
    @given(case=operation.as_strategy())
    def call(case):
        answer = case.call_and_validate(headers=headers, checks=CHECKS)
        assert answer.status_code != 401 or "/tokens" in operation.path

    call()


def test_every_operation_answers_as_described(api, bearer):
    operations = [result.ok() for result in api.get_all_operations()]
    assert operations
    faults = {}
    for operation in operations:
        try:
            exercise(operation, bearer)
        except Exception as fault:  # noqa: BLE001 - every operation is called before the test speaks
            faults[operation.label] = str(fault)[:600]
    assert faults == {}
