import re
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from services.registry.actions.certificates import record_certificate
from services.registry.models import Ikm
from shared.database import Database
from tests.registry.factories import NIK, registered
from tests.registry.web.conftest import post


@pytest.fixture
def pair(site_database: Database) -> tuple[UUID, UUID]:
    with site_database.transaction() as session:
        return registered(session, desa="Selangkau").id, registered(session, desa="Kaliorang", nik=NIK).id


def test_two_records_are_compared_side_by_side_without_the_nik(staff: FlaskClient, pair: tuple[UUID, UUID]) -> None:
    page = staff.get(f"/ikm/{pair[0]}/gabung?dengan=ikm 2").text
    assert "Selangkau" in page
    assert "Kaliorang" in page
    assert "nik_" not in page


def test_a_number_nobody_has_is_not_found(staff: FlaskClient, pair: tuple[UUID, UUID]) -> None:
    assert staff.get(f"/ikm/{pair[0]}/gabung").status_code == 200
    assert staff.get(f"/ikm/{pair[0]}/gabung?dengan=IKM-99999").status_code == 404


def test_a_record_is_not_compared_with_itself(staff: FlaskClient, pair: tuple[UUID, UUID]) -> None:
    assert staff.get(f"/ikm/{pair[0]}/gabung?dengan={pair[0]}").status_code == 409


def test_confirming_merges_what_was_compared_and_only_that(
    staff: FlaskClient, pair: tuple[UUID, UUID], site_database: Database
) -> None:
    kept, gone = pair
    form = {"gone_id": str(gone), "kept_version": "1-1", "gone_version": "1-1", "reason": "usaha yang sama"}
    stale = post(staff, f"/ikm/{kept}/gabung", **(form | {"gone_version": "1-7"}))
    assert stale.status_code == 409
    assert "Data ini diubah orang lain" in stale.text
    assert 'name="gone_version" value="1-1"' in stale.text
    assert post(staff, f"/ikm/{kept}/gabung", **form).status_code == 303
    with site_database.reading() as session:
        assert session.get_one(Ikm, gone).merged_into_id == kept
    assert f"/ikm/{kept}" in staff.get(f"/ikm/{gone}").text


def test_a_certificate_recorded_after_the_comparison_is_looked_at_first(
    staff: FlaskClient, pair: tuple[UUID, UUID], site_database: Database
) -> None:
    kept, gone = pair
    text = staff.get(f"/ikm/{kept}/gabung?dengan={gone}").text
    form = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text))
    with site_database.transaction() as session:
        record_certificate(session, gone, "HALAL", "yes", {"number": "ID6408-77"})
    answer = staff.post(f"/ikm/{kept}/gabung", data=form | {"reason": "usaha yang sama"})
    assert (answer.status_code, "ID6408-77" in answer.text) == (409, True)
