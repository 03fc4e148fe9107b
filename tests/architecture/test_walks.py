"""The walks of docs/architecture.md: what a person or the clock does really crosses the files that the page lists."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services.notifications.tasks.schedule import schedule as clock_of_notifications
from services.partners.models import IkmProfile, Invitation
from services.partners.queries.links import answer_path
from shared.clock import today
from shared.database import Database
from shared.messaging.schedule import Schedule
from shared.settings import Settings
from shared.web import deadline
from tests.architecture.house import House, Walk, press
from tests.conftest import SIGNING_KEY, environment
from tests.notifications.conftest import NO_BROKER
from tests.notifications.mail_servers import mail_server
from tests.partners import factories as of_partners
from tests.registry import factories as of_registry

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "architecture.md").read_text()
STEP = re.compile(r"^\d+\. [^\n]+? \((\w+), (\d+)\): (.+)$", re.MULTILINE)
FIRST = today() + timedelta(days=30)
OFFER = {
    "title": "Klinik kemasan", "topic": "PENGEMASAN", "form": "PELATIHAN", "mode": "LURING", "place": "Sangatta",
    "starts_on": f"{FIRST}", "ends_on": f"{FIRST}", "quota": "5", "answer_by": f"{FIRST - timedelta(days=5)}",
    "sessions-0-title": "Hari pertama", "sessions-0-starts_at": f"{FIRST}T09:00",
    "sessions-0-ends_at": f"{FIRST}T12:00",
}  # fmt: skip


def written(walk: str) -> list[tuple[str, set[str]]]:
    """Return the steps of a walk as the page tells them: whose files, and which."""
    return [(service, set(re.findall(r"`(\w+/[\w/]+)`", files))) for service, _, files in STEP.findall(part(walk))]


def part(walk: str) -> str:
    return PAGE.partition(f"\n### {walk}\n")[2].partition("\n##")[0]


@pytest.fixture
def house(sqlite_database: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch) -> House:
    # While somebody looks on, Python 3.11 never comes to rest once an exception was withdrawn from a thread.
    monkeypatch.setattr(deadline, "_raise_in", lambda thread, error: None)
    return House(sqlite_database)


@pytest.fixture
def ikm_id(house: House) -> UUID:
    """A business of the register that the other services know."""
    with house.registry.transaction() as session:
        ikm = of_registry.registered(session, product="keripik pisang")
        of_registry.set_contact(session, ikm.id, "owner", {"name": "Ibu Sari", "email": "sari@contoh.id"})
    house.carry("registry", "partners")
    house.carry("registry", "notifications")
    return ikm.id


@pytest.fixture
def offer_id(house: House) -> UUID:
    """An offer that an institution has submitted."""
    with house.partners.transaction() as session:
        return of_partners.submitted(session).id


@pytest.fixture
def link(house: House, ikm_id: UUID, offer_id: UUID) -> str:
    """The link in the mail to the business, whose invitation the other services know."""
    invite(house, offer_id, house.somebody("partners", "staff"), Walk())
    with house.partners.reading() as session:
        return answer_path([SIGNING_KEY], session.scalars(select(Invitation)).one())


def invite(house: House, offer_id: UUID, staff: FlaskClient, walk: Walk) -> None:
    """Staff open an offer and confirm those who are suggested."""
    with walk.step():
        assert staff.post(f"/penawaran/{offer_id}/buka").status_code == 303
    with walk.step():
        house.carry("partners", "partners")
    with house.partners.reading() as session:
        chosen = [str(one) for one in session.scalars(select(IkmProfile.ikm_id))]
    with walk.step():
        assert staff.post(f"/penawaran/{offer_id}/kecocokan/tetapkan", data={"id": chosen}).status_code == 303
    with walk.step():
        house.carry("partners", "notifications")


def strike(clock: Schedule, job: str, database: Database, settings: Settings) -> None:
    """Do a job of a clock, which has something to do."""
    entry = clock.entries[job]
    assert entry.has_work(database, settings)
    entry.job(database, settings)


def test_staff_verify_an_ikm(house: House, ikm_id: UUID, offer_id: UUID) -> None:
    invite(house, offer_id, house.somebody("partners", "staff"), Walk())
    verify = press(house.somebody("registry", "staff"), f"/ikm/{ikm_id}/verifikasi", f"/ikm/{ikm_id}")
    walk = Walk()
    with walk.step():
        assert verify().status_code == 303
    with walk.step():
        house.carry("registry", "partners")
    with walk.step():
        house.carry("registry", "notifications")
    assert walk.steps == written("Staff verify an IKM"), walk.told()


def test_an_institutions_offer_becomes_invitations(house: House, ikm_id: UUID) -> None:
    with house.partners.transaction() as session:
        institution_id = of_partners.institution(session).id
    partner = house.somebody("partners", "institution", institution_id)
    walk, offer_id = Walk(), uuid4()
    with walk.step():
        assert partner.post("/penawaran/saya", data={**OFFER, "id": f"{offer_id}", "submit": "1"}).status_code == 303
    invite(house, offer_id, house.somebody("partners", "staff"), walk)
    assert walk.steps == written("An institution's offer becomes invitations"), walk.told()


def test_an_ikm_answers_by_its_link(house: House, link: str) -> None:
    reader = house.visitor("partners")
    walk = Walk()
    with walk.step():
        assert reader.post(link, data={"answer": "accepted"}).status_code == 303
    with walk.step():
        house.carry("partners", "registry")
    with walk.step():
        house.carry("partners", "notifications")
    assert walk.steps == written("An IKM answers by its link"), walk.told()


def test_a_letter_goes_out(house: House, link: str) -> None:
    walk = Walk()
    with mail_server() as server:
        url = house.notifications.engine.url.render_as_string(hide_password=False)
        variables = environment("notifications", url, NO_BROKER, SINERGI_SMTP_URL=server.url)
        settings = Settings.from_env("notifications", variables)
        with walk.step():
            strike(clock_of_notifications, "deliver_emails", house.notifications, settings)
        assert any("/undangan/" in str(mail.get_body(("plain",))) for mail in server.mails)
    assert walk.steps == written("A letter goes out"), walk.told()


def test_the_page_counts_what_it_lists() -> None:
    steps = STEP.findall(PAGE)
    assert len(steps) > 10
    assert [(int(count), len(set(re.findall(r"`(\w+/[\w/]+)`", files)))) for _, count, files in steps] == [
        (int(count), int(count)) for _, count, _ in steps
    ]
