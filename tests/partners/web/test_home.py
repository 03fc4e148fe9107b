"""The first page says when mail does not go, to everybody of the office and to nobody else."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from services.partners.actions import mail_flow
from shared.clock import now
from shared.database import Database
from shared.events.notifications import MailFlowChanged
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
