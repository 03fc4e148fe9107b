"""What waits in the register is counted under the keys that it declares, each with a page of these rows."""

import importlib

import pytest

from services.registry.actions.waiting import waiting
from shared.database import Database
from shared.web.site import PARTS, is_under


def test_an_empty_register_waits_for_nobody(database: Database) -> None:
    with database.reading() as session:
        assert set(waiting.now(session).values()) == {0}


@pytest.mark.parametrize("service", ["registry", "notifications"])
def test_what_a_service_counts_is_what_it_declares(service: str) -> None:
    counted = importlib.import_module(f"services.{service}.actions.waiting").waiting.counts
    assert set(counted) == {entry.key for entry in (*PARTS[service].waiting, *PARTS[service].first)}


@pytest.mark.parametrize("service", PARTS)
def test_what_is_declared_leads_into_the_services_own_pages(service: str) -> None:
    part = PARTS[service]
    led_to = [entry.path.partition("?")[0] for entry in (*part.menu, *part.waiting)]
    assert [there for there in led_to if not any(is_under(there, path) for path in part.paths)] == []
