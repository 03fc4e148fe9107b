"""The scoring policy: read by the office, changed by staff, on its page and by JSON."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.partners.domain.policy import FIRST_CLUSTERS, FIRST_LOW_MOBILITY, FIRST_WEIGHTS
from services.partners.models.policy import latest
from services.partners.tasks.work import work
from shared.clock import today
from shared.database import Database
from shared.language import msg
from shared.work.asking import ask
from tests.partners import factories
from tests.partners.web.people import PASSWORD, Person

PAGE, FORM = "/penawaran/aturan", "/penawaran/aturan/ubah"
API = "/api/partners/v1/policy"


def filled(version: int = 1, **values: Any) -> dict[str, Any]:
    """The form as it opens, but for these values."""
    weights = {f"weights-{name}": str(points) for name, points in FIRST_WEIGHTS.items()}
    limits = {"yearly_cap": "3", "step": "0", "lately_days": "365", "answer_days": "2"}
    lists = {"priority_clusters": list(FIRST_CLUSTERS), "low_mobility": list(FIRST_LOW_MOBILITY)}
    return {"version": str(version), **weights, **limits, **lists, **values}


MORE_FOR_NEED = {"weights-need": "40", "weights-cluster": "5"}


def test_staff_save_a_new_version_and_read_who_changed_what(staff: FlaskClient) -> None:
    saved = staff.post(FORM, data=filled(**MORE_FOR_NEED, low_mobility=["64.08.10"]))
    assert (saved.status_code, saved.location) == (303, PAGE)
    page = staff.get(PAGE).text
    assert "Versi 2" in page
    assert "Rahma" in page
    assert "sebelumnya: 30" in page
    assert "sebelumnya: Muara Ancalong" in page


def test_an_earlier_version_stays_readable(staff: FlaskClient) -> None:
    staff.post(FORM, data=filled(**MORE_FOR_NEED))
    page = staff.get(f"{PAGE}/1").text
    assert "Versi ini sudah tidak berlaku." in page
    assert "<strong>30</strong>" in page
    assert [staff.get(f"{PAGE}/{number}").status_code for number in ("3", "0", "9" * 20)] == [404] * 3


def test_the_form_opens_with_what_is_in_force(staff: FlaskClient) -> None:
    page = staff.get(FORM).text
    assert 'name="weights-need" value="30"' in page
    assert "<output>100</output>" in page
    assert "Tersimpan sekarang" not in page


def test_points_that_do_not_add_up_are_told_with_their_sum(staff: FlaskClient) -> None:
    answer = staff.post(FORM, data=filled(**{"weights-need": "31"}))
    assert answer.status_code == 422
    assert "Jumlah poin harus 100; sekarang 101." in answer.text
    assert "<output>101</output>" in answer.text
    assert "Tersimpan sekarang: 30" in answer.text


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("weights-need", "banyak", "Tulis bilangan bulat"),
        ("weights-need", "", "Mohon diisi."),
        ("weights-need", "-5", "Harus antara 0 dan 100."),
        ("weights-need", "9" * 5000, "Tulis bilangan bulat"),
        ("yearly_cap", "0", "Harus antara 1 dan 50."),
        ("step", "-1", "Harus antara 0 dan 100."),
        ("step", "101", "Harus antara 0 dan 100."),
        ("low_mobility", ["64.08.99"], "Pilih dari daftar."),
        ("version", "", "Mohon diisi."),
    ],
)
def test_what_cannot_be_gets_a_sentence_and_changes_nothing(
    staff: FlaskClient, field: str, typed: Any, sentence: str
) -> None:
    answer = staff.post(FORM, data=filled(**{field: typed}))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Versi 2" not in staff.get(PAGE).text


def test_a_second_click_makes_no_second_version(staff: FlaskClient) -> None:
    for _ in range(2):
        assert staff.post(FORM, data=filled(**MORE_FOR_NEED)).status_code == 303
    page = staff.get(PAGE).text
    assert "Versi 2" in page
    assert "Versi 3" not in page


def test_a_stale_form_shows_what_is_in_force_and_may_then_be_sent(staff: FlaskClient) -> None:
    staff.post(FORM, data=filled(yearly_cap="5"))
    stale = staff.post(FORM, data=filled(yearly_cap="4"))
    assert stale.status_code == 409
    assert "diubah orang lain" in stale.text
    assert "Tersimpan sekarang: 5" in stale.text
    assert 'name="version" value="2"' in stale.text
    assert staff.post(FORM, data=filled(version=2, yearly_cap="4")).status_code == 303


def test_a_policy_of_before_a_criterion_was_known_says_that_it_gives_it_no_points(
    staff: FlaskClient, site: Database
) -> None:
    nothing = "Kini tanpa poin: Dampak ekonomi berantai."
    assert nothing not in staff.get(PAGE).text
    with site.transaction() as session:
        latest(session).weights = {name: points for name, points in FIRST_WEIGHTS.items() if name != "chain"}
    assert nothing in staff.get(PAGE).text
    assert 'name="weights-chain" value="0"' in staff.get(FORM).text
    assert staff.post(FORM, data=filled()).status_code == 303
    assert nothing not in staff.get(PAGE).text


def test_every_list_may_be_empty(staff: FlaskClient) -> None:
    assert staff.post(FORM, data=filled(priority_clusters=[], low_mobility=[])).status_code == 303
    assert "tidak ada" in staff.get(PAGE).text


def test_looking_says_what_would_change_and_saves_nothing(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 3)
        factories.opened(session)
    asked = staff.post(FORM, data=filled(**MORE_FOR_NEED, look="1"))
    assert asked.status_code == 303
    waiting = staff.get(asked.location).text
    assert "Menunggu giliran" in waiting
    assert 'name="weights-need" value="40"' in waiting
    assert staff.post(FORM, data=filled(**MORE_FOR_NEED, look="1")).location == asked.location
    assert work.take_next(site, staff.application.config["SETTINGS"])
    page = staff.get(asked.location).text
    assert "Belum ada yang disimpan." in page
    assert "Bimtek foto produk" in page
    assert 'name="weights-need" value="40"' in page
    assert "Versi 2" not in staff.get(PAGE).text
    assert staff.post(FORM, data=filled(**MORE_FOR_NEED)).location == PAGE


def test_what_a_further_seat_counts_is_saved_and_what_it_would_change_in_the_plan_is_told(
    staff: FlaskClient, site: Database
) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 1, cluster="PISANG")
        factories.keep_ikm(session, 1, cluster=None)
        for days in (0, 3):
            factories.opened(session, quota=1, starts_on=today() + factories.SOON + timedelta(days=days))
    asked = staff.post(FORM, data=filled(step="60", look="1"))
    assert work.take_next(site, staff.application.config["SETTINGS"])
    page = staff.get(asked.location).text
    assert "1 dari 2 tempat jatuh ke IKM lain." in page
    assert "IKM berbeda yang terlayani: 1, lalu 2." in page
    staff.post(FORM, data=filled(step="60"))
    page = staff.get(PAGE).text
    assert "Pengurangan poin untuk tiap tempat berikutnya dalam setahun" in page
    assert "sebelumnya: 0" in page


def test_looking_is_stopped_and_the_form_keeps_what_was_typed(staff: FlaskClient, site: Database) -> None:
    asked = staff.post(FORM, data=filled(**MORE_FOR_NEED, look="1"))
    [stop] = re.findall(r'action="(/sistem/partners/kerja/[^"]+/hentikan)"', staff.get(asked.location).text)
    back = staff.post(stop)
    assert asked.location.startswith(back.location)
    work.take_next(site, staff.application.config["SETTINGS"])
    page = staff.get(back.location).text
    assert "Peninjauan dihentikan. Belum ada yang disimpan." in page
    assert 'name="weights-need" value="40"' in page


def test_only_a_look_at_a_policy_is_shown_beside_the_form(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        other = ask(session, "messages.forget", msg("Forgetting old messages"))
    assert [staff.get(f"{FORM}?lihat={work_id}").status_code for work_id in (other, uuid4())] == [404, 404]


def test_the_head_of_office_reads_and_is_offered_no_form(
    hire: Callable[..., Person], browser_of: Callable[[Person], FlaskClient]
) -> None:
    assert FORM not in browser_of(hire("head")).get(PAGE).text


def test_staff_find_it_from_offers_and_suggestions(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session)
        offer = factories.opened(session)
    for place in ("/penawaran", f"/penawaran/{offer.id}/kecocokan"):
        assert f'href="{PAGE}"' in staff.get(place).text
    assert f'href="{PAGE}/1"' in staff.get(f"/penawaran/{offer.id}/kecocokan").text


@pytest.fixture
def bearer(app: Flask, hire: Callable[..., Person]) -> dict[str, str]:
    account = {"email": hire("staff").email, "password": PASSWORD}
    answer = app.test_client().post("/api/partners/v1/tokens", json=account)
    return {"Authorization": f"Bearer {answer.json['token']}"}  # type: ignore[index]


def test_a_program_changes_the_policy_it_read_and_no_older_one(app: Flask, bearer: dict[str, str]) -> None:
    client = app.test_client()
    policy = client.get(API, headers=bearer).json
    changed = client.put(API, json={**policy, "yearly_cap": 5}, headers=bearer)
    assert (changed.json["version"], changed.json["yearly_cap"]) == (2, 5)
    assert client.put(API, json={**policy, "yearly_cap": 4}, headers=bearer).status_code == 409


def test_a_program_reads_a_policy_of_before_whole_and_may_send_it_back(
    app: Flask, bearer: dict[str, str], site: Database
) -> None:
    with site.transaction() as session:
        latest(session).weights = {**{name: points for name, points in FIRST_WEIGHTS.items() if name != "chain"},
                                   "cluster": 20}  # fmt: skip
    client = app.test_client()
    policy = client.get(API, headers=bearer).json or {}
    assert policy["weights"] == {**FIRST_WEIGHTS, "cluster": 20, "chain": 0}
    assert client.put(API, json={**policy, "yearly_cap": 5}, headers=bearer).status_code == 200


def test_a_program_reads_all_versions(app: Flask, bearer: dict[str, str]) -> None:
    client = app.test_client()
    policy = client.get(API, headers=bearer).json
    client.put(API, json={**policy, "low_mobility": []}, headers=bearer)
    newest, first = client.get(f"{API}/versions", headers=bearer).json["items"]
    assert (newest["changed"], newest["changed_by"]) == (["low_mobility"], "Rahma")
    assert first["policy"] == policy
