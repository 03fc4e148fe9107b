"""The history forgets an IKM's owner: a button of the administrator's, and what the page says afterwards."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from services.registry.actions.forgetting import forget_ikm
from services.registry.actions.ikm import edit
from services.registry.actions.merging import merge
from services.registry.models import Ikm
from shared.clock import now
from shared.context import SYSTEM, acting_as
from shared.database import Database
from shared.events.registry import IkmForgotten
from shared.history import verify
from shared.messaging.outbox import Outbox
from tests.registry.factories import CIPHER, announced, registered, set_contact
from tests.registry.web.conftest import post, press

BUTTON = "Hapus dari riwayat"


@pytest.fixture
def ikm_id(site_database: Database) -> UUID:
    with site_database.transaction() as session:
        ikm_id = registered(session, name="Tahu Siti").id
    with site_database.transaction() as session:
        edit(session, ikm_id, {"owner_name": "Siti Aminah"}, cipher=CIPHER)
        edit(session, ikm_id, {"owner_name": None}, cipher=CIPHER)
    return ikm_id


@pytest.fixture
def admin(client_of: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_of("admin")


def forget(client: FlaskClient, ikm_id: UUID, reason: str = "Surat 12/2026") -> int:
    return press(client, f"/ikm/{ikm_id}/lupakan-riwayat", f"/ikm/{ikm_id}", reason=reason).status_code


def test_the_page_says_erased_instead_of_what_was_there(
    admin: FlaskClient, ikm_id: UUID, site_database: Database
) -> None:
    assert "Siti Aminah" in admin.get(f"/ikm/{ikm_id}").text
    assert forget(admin, ikm_id) == 303
    page = admin.get(f"/ikm/{ikm_id}").text
    assert "Siti Aminah" not in page
    assert page.count("Isi dihapus atas permintaan") == 3
    assert "Isi riwayat dihapus atas permintaan" in page
    assert "Surat 12/2026" in page
    with site_database.reading() as session:
        assert (verify(session).broken, verify(session).erased) == (None, 3)


def test_a_second_time_the_page_says_that_there_is_nothing(admin: FlaskClient, ikm_id: UUID) -> None:
    forget(admin, ikm_id)
    forget(admin, ikm_id)
    assert "Tidak ada isi riwayat IKM ini di Data IKM yang dapat dihapus" in admin.get(f"/ikm/{ikm_id}").text


def test_a_request_weeks_later_reaches_the_other_services_again(
    admin: FlaskClient, ikm_id: UUID, site_database: Database
) -> None:
    for days, times in ((0, 1), (0, 1), (21, 2)):
        with time_machine.travel(now() + timedelta(days=days), tick=False), acting_as(SYSTEM):
            with site_database.transaction() as session:
                forget_ikm(session, ikm_id, "Surat 12/2026")
            with site_database.reading() as session:
                told = session.scalars(select(Outbox.id).where(Outbox.name == IkmForgotten.event_name)).all()
            assert len(told) == times


def test_without_a_reason_nothing_is_erased(admin: FlaskClient, ikm_id: UUID) -> None:
    assert forget(admin, ikm_id, reason=" ") == 422
    assert "Siti Aminah" in admin.get(f"/ikm/{ikm_id}").text


def test_staff_has_no_such_button(staff: FlaskClient, admin: FlaskClient, ikm_id: UUID) -> None:
    assert BUTTON not in staff.get(f"/ikm/{ikm_id}").text
    assert BUTTON in admin.get(f"/ikm/{ikm_id}").text
    assert post(staff, f"/ikm/{ikm_id}/lupakan-riwayat", reason="Surat 12/2026").status_code == 403


def test_those_merged_into_it_are_forgotten_with_it_and_the_others_are_told(
    admin: FlaskClient, ikm_id: UUID, site_database: Database
) -> None:
    with site_database.transaction() as session:
        other = registered(session, name="Tahu Bu Siti")
        set_contact(session, other.id, "owner", {"name": "Siti A."})
        merge(session, ikm_id, other.id, "satu usaha")
    forget(admin, ikm_id)
    assert "Siti A." not in admin.get(f"/ikm/{other.id}").text.partition('id="riwayat"')[2]
    with site_database.reading() as session:
        [told] = announced(session, IkmForgotten)
        assert told.ikm_ids == [ikm_id, other.id]
        assert session.get_one(Ikm, ikm_id).name == "Tahu Siti"
        assert verify(session).broken is None
