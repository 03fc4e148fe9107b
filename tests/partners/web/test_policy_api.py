"""The scoring policy by JSON."""

from collections.abc import Callable

from flask import Flask

from tests.partners.web.people import PASSWORD, Person

ADDRESS = "/api/partners/v1/policy"


def test_staff_change_the_policy_they_read_and_no_older_one(app: Flask, hire: Callable[..., Person]) -> None:
    client = app.test_client()
    sent = client.post("/api/partners/v1/tokens", json={"email": hire("staff").email, "password": PASSWORD})
    bearer = {"Authorization": f"Bearer {sent.json['token']}"}  # type: ignore[index]
    policy = client.get(ADDRESS, headers=bearer).json
    changed = client.put(ADDRESS, json={**policy, "yearly_cap": 5}, headers=bearer)
    assert (changed.json["version"], changed.json["yearly_cap"]) == (2, 5)
    assert client.put(ADDRESS, json={**policy, "yearly_cap": 4}, headers=bearer).status_code == 409
