"""Whoever is signed out in one service is signed out in all of them, within seconds."""

import pytest

from local.client import Client, eventually
from local.problems import Problem
from local.running import System

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("site")]

LISTS = ("/api/registry/v1/ikm", "/api/notifications/v1/emails")


def is_refused(client: Client, path: str) -> bool:
    try:
        client.get(path)
    except Problem as problem:
        return "(401)" in str(problem)
    return False


def test_an_ended_token_opens_nothing_anywhere(site: System) -> None:
    email, password = site.administrator
    request = {"email": email, "password": password}
    lost, kept = (Client(site.site).post("/api/partners/v1/tokens", request) for _ in range(2))
    thief, owner = (Client(site.site, sent["token"]) for sent in (lost, kept))
    assert not any(is_refused(thief, path) for path in LISTS)
    owner.post(f"/api/partners/v1/sign-ins/{lost['sign_in_id']}/end")
    assert is_refused(thief, "/api/partners/v1/sign-ins")
    eventually(lambda: all(is_refused(thief, path) for path in LISTS), 60, "the end of the token in the other services")
    assert not any(is_refused(owner, path) for path in LISTS)
