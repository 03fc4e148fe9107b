"""The page at the door and its twin by JSON: staff and the institution of the offer, nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.partners.actions.door import SOURCE
from services.partners.models import Attendance, Enrolment, Offer
from shared.clock import now
from shared.database import Database
from tests.partners.attendances import enrolled, programme
from tests.partners.web.people import Person

Course = tuple[Offer, Enrolment]


@pytest.fixture
def course(site: Database, partner: Person) -> Course:
    """A programme whose first session is now."""
    with site.transaction() as session:
        offer = programme(session, institution_id=partner.institution_id)
        length = offer.sessions[0].ends_at - offer.sessions[0].starts_at
        offer.sessions[0].starts_at, offer.sessions[0].ends_at = now(), now() + length
        return offer, enrolled(session, offer)[0]


def door(course: Course) -> str:
    return f"/penawaran/{course[0].id}/daftar-hadir/sesi/{course[0].sessions[0].id}/pintu"


def noted(site: Database) -> list[Any]:
    with site.reading() as session:
        return [(row.state, row.source) for row in session.query(Attendance)]


@pytest.mark.parametrize("whom", ["staff", "partner_browser"])
def test_each_scan_says_the_business_in_green(
    whom: str, request: pytest.FixtureRequest, site: Database, course: Course
) -> None:
    browser: FlaskClient = request.getfixturevalue(whom)
    assert "autofocus" in browser.get(door(course)).text
    said = [browser.post(door(course), data={"code": course[1].pass_code}).text for _ in range(2)]
    assert "door-new" in said[0]
    assert "IKM 0 dicatat hadir." in said[0]
    assert "IKM 0 sudah dicatat hadir" in said[1]
    assert noted(site) == [("present", SOURCE)]


def test_a_wrong_code_is_told_in_red(staff: FlaskClient, site: Database, course: Course) -> None:
    page = staff.post(door(course), data={"code": "TIDAKADA"})
    assert page.status_code == 409
    assert "door-no" in page.text
    assert "Kode ini tidak dikenal" in page.text
    assert noted(site) == []


def test_another_institution_has_no_door_here(
    hire: Callable[..., Person], browser_of: Callable[[Person], FlaskClient], site: Database, course: Course
) -> None:
    other_browser = browser_of(hire("institution"))
    assert other_browser.get(door(course)).status_code == 404
    assert other_browser.post(door(course), data={"code": course[1].pass_code}).status_code == 404
    assert noted(site) == []
