"""The call list: who is on it, the ready message, and the answer heard."""

from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.actions.links import answer_path
from services.partners.models import Invitation
from shared.database import Database
from shared.events.registry import ContactPoint
from tests.conftest import SIGNING_KEY
from tests.partners import factories


@pytest.fixture
def invitation(site: Database) -> Invitation:
    with site.transaction() as session:
        factories.keep_ikm(session, contact=ContactPoint(name="Pak Udin", phone="+6281234567890"), name="Amplang Udin")
        factories.confirmed(session, ikm=0)
        return session.scalars(select(Invitation)).one()


def test_who_has_no_email_is_on_the_list_with_a_ready_message(staff: FlaskClient, invitation: Invitation) -> None:
    page = unquote(staff.get("/telepon").text)
    assert "0812-3456-7890" in page
    assert "https://wa.me/6281234567890?text=Yth. Bapak/Ibu Pak Udin," in page
    named = answer_path([SIGNING_KEY], invitation).partition(".")[0]
    assert named in page


def test_an_answer_heard_by_phone_is_recorded_with_its_source(
    staff: FlaskClient, invitation: Invitation, site: Database
) -> None:
    sent = {"answer": "delegated", "delegate_name": "Ani", "delegate_relation": "istri", "source": "phone"}
    assert staff.post(f"/telepon/{invitation.id}", data=sent).location == "/telepon"
    with site.reading() as session:
        recorded = session.scalars(select(Invitation)).one()
    assert (recorded.state, recorded.source, recorded.delegate_name) == ("delegated", "phone", "Ani")
    assert recorded.recorded_by is not None


def test_who_has_answered_is_off_the_list(staff: FlaskClient, invitation: Invitation) -> None:
    staff.post(f"/telepon/{invitation.id}", data={"answer": "accepted", "source": "phone"})
    assert "Tidak ada yang perlu ditelepon" in staff.get("/telepon").text


def test_what_is_missing_is_said_and_nothing_recorded(
    staff: FlaskClient, invitation: Invitation, site: Database
) -> None:
    answer = staff.post(f"/telepon/{invitation.id}", data={"answer": "declined", "source": "phone"})
    assert answer.status_code == 409
    with site.reading() as session:
        assert session.scalars(select(Invitation)).one().state == "issued"


def test_the_list_is_narrowed_by_kecamatan(staff: FlaskClient, invitation: Invitation) -> None:
    assert "Amplang Udin" in staff.get("/telepon?kecamatan=64.08.10").text
    assert "Amplang Udin" not in staff.get("/telepon?kecamatan=64.08.01").text
