from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.registry.factories import ENOUGH, NIK

URL = "/api/registry/v1/ikm"


@pytest.fixture
def api(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def kalbana(api: FlaskClient, bearer: dict[str, str]) -> dict[str, Any]:
    sent = ENOUGH | {"nik": NIK, "owner": {"phone": "0812-3456-7890", "email": "Nora@Contoh.id"}}
    answer = api.post(URL, json=sent, headers=bearer)
    assert answer.status_code == 201
    return dict(answer.json or {})


def test_an_ikm_sent_comes_back_without_its_nik(kalbana: dict[str, Any]) -> None:
    assert (kalbana["number"], kalbana["status"], kalbana["has_nik"]) == ("IKM-00001", "registered", True)
    assert kalbana["contacts"][0]["email"] == "nora@contoh.id"
    assert NIK not in repr(kalbana)


def test_without_a_token_nothing_is_told(api: FlaskClient, staff: FlaskClient) -> None:
    assert api.get(URL).status_code == 401
    assert staff.get(URL).status_code == 401


def test_the_same_idempotency_key_makes_one_ikm(api: FlaskClient, bearer: dict[str, str]) -> None:
    headers = bearer | {"Idempotency-Key": "formulir-7"}
    first, second = (api.post(URL, json=ENOUGH, headers=headers).json for _ in range(2))
    assert (first or {})["id"] == (second or {})["id"]


def test_the_list_is_searched_and_says_how_many(
    api: FlaskClient, bearer: dict[str, str], kalbana: dict[str, Any]
) -> None:
    found = api.get(f"{URL}?search=kalbana&kecamatan=64.08.10", headers=bearer).json or {}
    assert (found["total"], found["items"][0]["id"]) == (1, kalbana["id"])
    assert api.get(f"{URL}?status=ngawur", headers=bearer).status_code == 422


def test_a_change_names_the_version_it_changes(
    api: FlaskClient, bearer: dict[str, str], kalbana: dict[str, Any]
) -> None:
    url = f"{URL}/{kalbana['id']}"
    tag = api.get(url, headers=bearer).headers["ETag"]
    assert api.get(url, headers=bearer | {"If-None-Match": tag}).status_code == 304
    assert api.patch(url, json={"desa": "Selangkau"}, headers=bearer).status_code == 428
    changed = api.patch(url, json={"desa": "Selangkau"}, headers=bearer | {"If-Match": tag})
    assert (changed.status_code, (changed.json or {})["desa_code"]) == (200, "64.08.10.2013")
    assert api.patch(url, json={"desa": "Kaliorang"}, headers=bearer | {"If-Match": tag}).status_code == 412


def test_a_patch_may_not_take_away_what_registration_needs(
    api: FlaskClient, bearer: dict[str, str], kalbana: dict[str, Any]
) -> None:
    url = f"{URL}/{kalbana['id']}"
    headers = bearer | {"If-Match": api.get(url, headers=bearer).headers["ETag"]}
    answer = api.patch(url, json={"kecamatan_code": None}, headers=headers)
    assert answer.status_code == 422
    assert "kecamatan_code" in (answer.json or {})["errors"]


@pytest.mark.parametrize(
    ("step", "sent", "shown"),
    [
        ("verify", None, {"status": "verified"}),
        ("deactivate", {"reason": "pindah kota"}, {"status": "inactive"}),
        ("close", {"reason": "tidak produksi"}, {"status": "closed"}),
        ("restriction", {"restricted": True, "reason": "diminta pemilik"}, {"restricted": True}),
        ("certificates", {"kind": "HALAL", "state": "no"}, {"certificates": [{"kind": "HALAL", "state": "no"}]}),
        ("needs", {"topic": "EKSPOR", "severity": 3}, {"needs": [{"topic": "EKSPOR", "severity": 3}]}),
        ("consent", {"state": "yes", "channel": "visit"}, {}),
    ],
)
def test_every_step_of_the_pages_can_be_taken_by_json(
    api: FlaskClient, bearer: dict[str, str], kalbana: dict[str, Any], step: str, sent: Any, shown: dict[str, Any]
) -> None:
    answer = api.post(f"{URL}/{kalbana['id']}/{step}", json=sent, headers=bearer | as_read(api, bearer, kalbana))
    assert answer.status_code == 200
    for name, value in shown.items():
        said = (answer.json or {})[name]
        assert said == value if not isinstance(value, list) else value[0].items() <= said[0].items()


def another(api: FlaskClient, bearer: dict[str, str]) -> dict[str, Any]:
    """One more record of the business, with the ETag that came with it."""
    answer = api.post(URL, json=ENOUGH, headers=bearer)
    return {**(answer.json or {}), "etag": answer.headers["ETag"]}


def as_read(api: FlaskClient, bearer: dict[str, str], ikm: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": api.get(f"{URL}/{ikm['id']}", headers=bearer).headers["ETag"]}


@pytest.mark.parametrize("said", [{}, {"If-Match": "*"}, {"If-Match": '"another"'}])
@pytest.mark.parametrize("step", ["verify", "merge"])
def test_a_program_vouches_only_for_what_it_read(
    api: FlaskClient, bearer: dict[str, str], kalbana: dict[str, Any], said: dict[str, str], step: str
) -> None:
    other = another(api, bearer)
    sent = {"merged_id": other["id"], "merged_etag": other["etag"], "reason": "sama"}
    answer = api.post(f"{URL}/{kalbana['id']}/{step}", json=sent if step == "merge" else None, headers=bearer | said)
    assert answer.status_code == (412 if "another" in said.get("If-Match", "") else 428)


@pytest.mark.parametrize("step", ["verify", "deactivate", "close"])
def test_a_version_that_is_no_longer_true_is_refused(
    api: FlaskClient, bearer: dict[str, str], kalbana: dict[str, Any], step: str
) -> None:
    read = as_read(api, bearer, kalbana)
    api.post(f"{URL}/{kalbana['id']}/certificates", json={"kind": "HALAL", "state": "no"}, headers=bearer)
    sent = None if step == "verify" else {"reason": "kata pemilik"}
    assert api.post(f"{URL}/{kalbana['id']}/{step}", json=sent, headers=bearer | read).status_code == 412


def test_a_pair_is_merged_only_as_both_were_read(
    api: FlaskClient, bearer: dict[str, str], kalbana: dict[str, Any]
) -> None:
    other = another(api, bearer)
    api.post(f"{URL}/{other['id']}/certificates", json={"kind": "HALAL", "state": "no"}, headers=bearer)
    sent = {"merged_id": other["id"], "merged_etag": other["etag"], "reason": "sama"}
    headers = bearer | as_read(api, bearer, kalbana)
    assert api.post(f"{URL}/{kalbana['id']}/merge", json=sent, headers=headers).status_code == 412


def test_an_illegal_step_is_a_conflict(api: FlaskClient, bearer: dict[str, str], kalbana: dict[str, Any]) -> None:
    answer = api.post(f"{URL}/{kalbana['id']}/reactivate", json={"reason": "kembali"}, headers=bearer)
    assert (answer.status_code, answer.content_type) == (409, "application/problem+json")


def test_a_withdrawal_sent_to_a_merged_record_is_a_conflict_that_says_where_it_belongs(
    api: FlaskClient, bearer: dict[str, str], kalbana: dict[str, Any]
) -> None:
    other = another(api, bearer)
    gone, sent = other["id"], {"merged_id": other["id"], "merged_etag": other["etag"], "reason": "sama"}
    api.post(f"{URL}/{kalbana['id']}/merge", json=sent, headers=bearer | as_read(api, bearer, kalbana))
    answer = api.post(f"{URL}/{gone}/consent", json={"state": "no", "channel": "phone"}, headers=bearer)
    assert answer.status_code == 409
    assert kalbana["number"] in (answer.json or {})["detail"]


def test_a_need_is_dropped_and_a_pair_is_merged(
    api: FlaskClient, bearer: dict[str, str], kalbana: dict[str, Any]
) -> None:
    other = another(api, bearer)
    sent = {"merged_id": other["id"], "merged_etag": other["etag"], "reason": "usaha yang sama"}
    merged = api.post(f"{URL}/{kalbana['id']}/merge", json=sent, headers=bearer | as_read(api, bearer, kalbana))
    assert merged.status_code == 200
    assert (api.get(f"{URL}/{other['id']}", headers=bearer).json or {})["merged_into_id"] == kalbana["id"]
    assert api.post(f"{URL}/{kalbana['id']}/needs/EKSPOR/drop", headers=bearer).status_code == 200
    assert api.get(f"{URL}/{uuid4()}", headers=bearer).status_code == 404


def test_the_description_lists_every_step(api: FlaskClient) -> None:
    paths = (api.get("/api/registry/openapi.json").json or {})["paths"]
    assert f"{URL}/{{ikm_id}}/verify" in paths
    assert set(paths[URL]) >= {"get", "post"}
