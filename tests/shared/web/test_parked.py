import sys
from collections.abc import Callable
from types import ModuleType

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shared.change import Change
from shared.clock import now
from shared.errors import RuleBroken
from shared.events.partners import AccountChanged
from shared.language import msg
from shared.messaging.consumers import Consumers
from shared.messaging.long_work import REPLAY
from shared.messaging.outbox import Outbox, publish
from shared.messaging.schedule_entry import ScheduleEntry
from shared.work.table import Work
from tests.shared.messaging.facts import account_changed
from tests.shared.web.conftest import SignIn, token_in

LIST = "/sistem/partners/tertahan"


class Desk:
    """Answers a fact the way a test wants: well, by refusing, or by failing."""

    def __init__(self) -> None:
        self.trouble: Exception | None = None

    def answer(self, session: Session, event: AccountChanged) -> None:
        if self.trouble:
            raise self.trouble


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk, module = Desk(), ModuleType("shared.web.tasks.consumers")
    module.consumers = Consumers("partners")  # type: ignore[attr-defined]
    module.consumers.on(AccountChanged)(desk.answer)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "shared.web.tasks", ModuleType("shared.web.tasks"))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return desk


def replayed(client: FlaskClient, event_id: str) -> str:
    token = token_in(client.get(LIST).text)
    answer = client.post(f"{LIST}/{event_id}/ulang", data={"csrf_token": token}, follow_redirects=True)
    return answer.text


def test_staff_see_what_is_parked_and_why(client: FlaskClient, sign_in: SignIn, park: Callable[..., str]) -> None:
    park(error="KeyError('kecamatan')")
    sign_in("staff")
    page = client.get(LIST).text
    assert "partners.account_changed" in page
    assert "KeyError(&#39;kecamatan&#39;)" in page
    assert "Jalankan lagi" in page


def test_the_contents_of_a_message_stay_out_of_sight(
    client: FlaskClient, sign_in: SignIn, park: Callable[..., str]
) -> None:
    park(payload={"owner": "Siti Rahma"})
    sign_in("staff")
    assert "Siti Rahma" not in client.get(LIST).text


def test_nothing_parked_is_good_news(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in("head")
    assert "Tidak ada pesan tertahan di sini" in client.get(LIST).text


def test_a_message_runs_again_once_the_cause_is_mended(
    client: FlaskClient, sign_in: SignIn, park: Callable[..., str], desk: Desk
) -> None:
    event_id = park()
    sign_in("staff")
    desk.trouble = KeyError("kecamatan")
    assert "Gagal lagi dan tetap di sini" in replayed(client, event_id)
    desk.trouble = None
    page = replayed(client, event_id)
    assert "Selesai: pesan sudah diproses." in page
    assert "Tidak ada pesan tertahan di sini" in page


def posted(client: FlaskClient, path: str, **data: str) -> str:
    token = token_in(client.get(LIST).text)
    return client.post(f"{LIST}/{path}", data={"csrf_token": token, **data}, follow_redirects=True).text


def test_what_one_fault_parked_runs_again_at_one_click_as_long_work(
    app: Flask, client: FlaskClient, sign_in: SignIn, park: Callable[..., str]
) -> None:
    for _ in range(30):
        park()
    sign_in("staff")
    page = client.get(LIST).text
    assert "30 pesan tertahan di sini." in page
    assert page.count("Kesampingkan</summary>") == 25
    assert f"Jalankan lagi semua 30: {AccountChanged.event_name}" in page
    page = posted(client, "ulang", name=AccountChanged.event_name)
    assert "Menunggu giliran" in page
    assert page.count("/hentikan") == 1
    with app.extensions["database"].reading() as session:
        [work] = session.scalars(select(Work)).all()
    assert (work.kind, work.arguments, work.actor_name) == (REPLAY, {"name": AccountChanged.event_name}, "Nurhayati")


def test_what_is_no_message_can_be_put_aside_and_it_is_known_who_did(
    app: Flask, client: FlaskClient, sign_in: SignIn, park: Callable[..., str]
) -> None:
    event_id = park(message={"raw": "'rubbish'"})
    sign_in("staff")
    page = posted(client, f"{event_id}/kesampingkan")
    assert "Pesan sudah dikesampingkan." in page
    assert "Tidak ada pesan tertahan di sini" in page
    with app.extensions["database"].reading() as session:
        change = session.scalars(select(Change)).one()
        assert (str(change.noun_id), change.action, change.actor_name) == (event_id, "put_aside", "Nurhayati")
    assert "Yang Bapak/Ibu cari tidak ada di sini." in posted(client, f"{event_id}/kesampingkan")


def test_a_message_that_no_longer_applies_is_put_aside(
    client: FlaskClient, sign_in: SignIn, park: Callable[..., str], desk: Desk
) -> None:
    event_id = park()
    sign_in("staff")
    desk.trouble = RuleBroken(msg("This file is too large: 25 MB at most."))
    assert "tidak berlaku lagi" in replayed(client, event_id)


def test_programs_see_and_replay_them_too(
    client: FlaskClient, sign_in: SignIn, park: Callable[..., str], desk: Desk
) -> None:
    event_id, headers = park(), sign_in("staff")
    base = "/api/partners/v1/parked-messages"
    listed = client.get(base, headers=headers).json or {}
    assert (listed["total"], [row["id"] for row in listed["items"]]) == (1, [event_id])
    assert client.post(f"{base}/{event_id}/replay", headers=headers).json == {"state": "handled", "error": None}
    assert client.post(f"{base}/{event_id}/replay", headers=headers).status_code == 404


def test_programs_replay_all_and_put_aside(client: FlaskClient, sign_in: SignIn, park: Callable[..., str]) -> None:
    headers, base = sign_in("staff"), "/api/partners/v1/parked-messages"
    event_id = park()
    assert client.post(f"{base}/{event_id}/put-aside", headers=headers).status_code == 204
    assert client.post(f"{base}/{event_id}/put-aside", headers=headers).status_code == 404
    for kind in ({"name": AccountChanged.event_name}, {}):
        asked = client.post(f"{base}/replay", json=kind, headers=headers)
        assert (asked.status_code, asked.json["kind"], asked.json["state"]) == (202, REPLAY, "waiting")
        again = client.post(f"{base}/replay", json=kind, headers=headers)
        assert again.json["id"] == asked.json["id"]


@pytest.mark.parametrize(("role", "sees", "replays"), [("head", 200, 403), ("institution", 403, 403)])
def test_only_staff_let_them_run_again(
    app: Flask, client: FlaskClient, sign_in: SignIn, park: Callable[..., str], role: str, sees: int, replays: int
) -> None:
    event_id = park()
    sign_in(role)
    token = token_in(client.get("/").text)
    assert client.get(LIST).status_code == sees
    for path in (f"{event_id}/ulang", f"{event_id}/kesampingkan", "ulang"):
        assert client.post(f"{LIST}/{path}", data={"csrf_token": token}).status_code == replays


def test_what_is_no_message_cannot_run_again(
    client: FlaskClient, sign_in: SignIn, park: Callable[..., str], desk: Desk
) -> None:
    event_id = park(message={"raw": "'rubbish'"})
    sign_in("staff")
    assert "Jalankan lagi" not in client.get(LIST).text
    assert "Yang Bapak/Ibu cari tidak ada di sini." in replayed(client, event_id)


def test_staff_see_which_jobs_fail(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with app.extensions["database"].transaction() as session:
        session.add(ScheduleEntry(name="send_reminders", next_at=now(), failed_at=now(), error="ZeroDivisionError()"))
    sign_in("staff")
    page = client.get(LIST).text
    assert "send_reminders" in page
    assert "ZeroDivisionError()" in page
    assert client.get("/sistem/partners/siap").json["failing_jobs"] == ["send_reminders"]


def test_staff_see_which_facts_wait_for_a_version_that_knows_them(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    with app.extensions["database"].transaction() as session:
        publish(session, account_changed())
        session.execute(update(Outbox).values(name="partners.not_heard_of_yet"))
    sign_in("staff")
    assert "<code>partners.not_heard_of_yet</code>: 1" in client.get(LIST).text
    assert client.get("/sistem/partners/siap").json["unheard_of"] == {"partners.not_heard_of_yet": 1}
