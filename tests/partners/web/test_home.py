"""The first page says when mail does not go, to everybody of the office and to nobody else."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from services.partners.actions import mail_flow
from shared.clock import now
from shared.database import Database
from shared.events.notifications import MailFlowChanged
from tests.partners.factories import confirmed, opened
from tests.partners.web.people import Person

Hire = Callable[..., Person]


def changed(site: Database, revision: int, state: str, reason: str | None = None) -> None:
    fact = MailFlowChanged(revision=revision, state=state, reason=reason, since=now())
    with site.transaction() as session:
        mail_flow.keep(session, fact)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("refusing", "menolak email ke semua alamat"),
        ("login_refused", "menolak nama pengguna atau kata sandi"),
        ("of a later version", "Server email tidak menerima email."),
    ],
)
def test_trouble_with_mail_stands_on_the_first_page_until_it_is_over(
    staff: FlaskClient, site: Database, reason: str, words: str
) -> None:
    changed(site, 1, "troubled", reason)
    assert words in staff.get("/").text
    changed(site, 2, "working")
    assert "Email tidak terkirim" not in staff.get("/").text


def test_the_head_sees_it_too(hire: Hire, browser_of: Callable[[Person], FlaskClient], site: Database) -> None:
    changed(site, 1, "troubled", "unreachable")
    assert "Email tidak terkirim" in browser_of(hire("head")).get("/").text


@pytest.mark.parametrize("path", ["/", "/akun"])
def test_help_begins_with_what_is_for_the_reader(staff: FlaskClient, partner_browser: FlaskClient, path: str) -> None:
    assert 'href="/bantuan?bagian=jam-pertama-kantor"' in staff.get(path).text
    assert 'href="/bantuan?bagian=untuk-lembaga-mitra"' in partner_browser.get(path).text


@pytest.mark.parametrize(("role", "at_most"), [("staff", 14), ("head", 13), ("institution", 7)])
def test_the_first_page_asks_the_database_as_often_however_many_offers_there_are(
    role: str, at_most: int, hire: Hire, browser_of: Callable[[Person], FlaskClient], site: Database
) -> None:
    person = hire(role)
    browser, asked = browser_of(person), []
    with site.transaction() as session:
        confirmed(session, ikm=2, institution_id=person.institution_id)
    for offers in (1, 9):
        with site.transaction() as session:
            for _ in range(offers):
                opened(session, institution_id=person.institution_id)
        browser.get("/")
        asked.append(_statements(site, browser))
    assert asked[0] == asked[1] <= at_most


def _statements(site: Database, browser: FlaskClient) -> int:
    found: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith("SELECT"):
            found.append(statement)

    event.listen(site.engine, "before_cursor_execute", note)
    assert browser.get("/").status_code == 200
    event.remove(site.engine, "before_cursor_execute", note)
    return len(found)
