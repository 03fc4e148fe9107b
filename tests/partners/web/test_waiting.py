"""What waits for people in the other services stands on the office's first page, as they last said."""

from collections.abc import Callable

from flask.testing import FlaskClient

from services.partners.actions import waiting_counts
from services.partners.queries.first_page import Counts
from services.partners.web.waiting import lines
from shared.clock import now
from shared.database import Database
from shared.events import notifications, registry
from shared.events.waiting import WaitingCount
from shared.rights import has
from shared.web.site import PARTS
from tests.partners.web.people import Person

Hire = Callable[..., Person]


def hears(site: Database, revision: int, *, rows: int = 0, parked: int = 0) -> None:
    counts = [WaitingCount(key="import_rows", count=rows), WaitingCount(key="parked", count=parked)]
    with site.transaction() as session:
        waiting_counts.keep(session, registry.WaitingCounted(revision=revision, counted_at=now(), counts=counts))


def test_rows_of_an_import_that_wait_are_work_of_the_day(staff: FlaskClient, site: Database) -> None:
    hears(site, 1, rows=48)
    page = staff.get("/").text
    assert 'href="/impor/keputusan"' in page
    assert "<strong>48</strong>" in page
    assert "baris daftar impor menunggu keputusan" in page
    assert "keadaan" in page


def test_the_highest_revision_wins_and_what_is_done_goes(staff: FlaskClient, site: Database) -> None:
    hears(site, 2, rows=1)
    hears(site, 1, rows=48)
    assert "<strong>1</strong>" in staff.get("/").text
    hears(site, 3)
    assert "/impor/keputusan" not in staff.get("/").text


def test_nothing_is_said_of_a_service_that_was_not_heard_yet(staff: FlaskClient) -> None:
    page = staff.get("/").text
    assert "Tidak ada yang menunggu" in page
    assert "/impor/keputusan" not in page


def test_mails_that_did_not_arrive_are_work_of_the_day(staff: FlaskClient, site: Database) -> None:
    counted = notifications.WaitingCounted(revision=1, counted_at=now(), counts=[WaitingCount(key="mails", count=3)])
    with site.transaction() as session:
        waiting_counts.keep(session, counted)
    page = staff.get("/").text
    assert 'href="/surel?perlu=1"' in page
    assert "email tidak sampai" in page


def test_each_service_counts_for_itself(staff: FlaskClient, site: Database) -> None:
    hears(site, 1, parked=3)
    counted = notifications.WaitingCounted(revision=1, counted_at=now(), counts=[WaitingCount(key="parked", count=4)])
    with site.transaction() as session:
        waiting_counts.keep(session, counted)
    page = staff.get("/").text
    assert "pesan tertahan di Data IKM" in page
    assert "pesan tertahan di Email" in page
    assert "pesan tertahan di Mitra" not in page


def test_an_institution_sees_nothing_of_it(
    hire: Hire, browser_of: Callable[[Person], FlaskClient], site: Database
) -> None:
    hears(site, 1, rows=48)
    assert "/impor/keputusan" not in browser_of(hire("institution")).get("/").text


def test_a_count_is_shown_to_whoever_has_the_right_that_its_service_names() -> None:
    counted = {service: Counts({entry.key: 1 for entry in part.waiting}) for service, part in PARTS.items()}
    for role in ("staff", "head", "admin", "institution"):
        shown = [line.entry for line in lines(counted, role)]
        assert shown == [entry for part in PARTS.values() for entry in part.waiting if has(role, [entry.right])]


def test_a_count_no_service_declares_is_not_shown() -> None:
    assert lines({"registry": Counts({"of a later version": 5})}, "staff") == []
