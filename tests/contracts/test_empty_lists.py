"""An empty list says that there is nothing yet and how to begin; a filter is named only where it hides something."""

import importlib
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.notifications.models.message import Message
from services.notifications.models.suppression import Suppression
from services.partners.models.invitation import Invitation
from shared.clock import now, today
from shared.database import Database
from shared.events.catalogue import SERVICES
from shared.settings import Settings
from shared.web.site import service_of
from tests.browser.pages import STAFF_PAGES
from tests.conftest import environment
from tests.partners import factories
from tests.registry.factories import registered
from tests.signed_in import browser

EMPTY = re.compile(r'<div class="empty">.*?</div>', re.DOTALL)
FILTERED = "Tampilkan semua"
LISTS = {
    "/ikm": "/ikm?kecamatan=64.08.18",
    "/hasil": None,
    "/hasil/jangan-berhenti": None,
    "/hasil/naik-kelas": None,
    "/impor": None,
    "/impor/keputusan": None,
    "/impor/kata": None,
    "/ikm/penggabungan": None,
    "/ikm/peta": None,
    "/buku-kuota": None,
    "/lembaga": "/lembaga?cari=tidakada",
    "/penawaran": "/penawaran?cari=tidakada",
    "/penawaran/peserta": "/penawaran/peserta?posisi=confirmed&kecamatan=64.08.18",
    "/penawaran/alasan": None,
    "/rencana": None,
    "/rencana/tanpa-kursi": None,
    "/rencana/tempat-kurang": None,
    "/telepon": "/telepon?kecamatan=64.08.18",
    "/surel": "/surel?cari=tidakada",
    "/kantor/penerima": None,
    "/surel/alamat-diblokir": "/surel/alamat-diblokir?cari=tidakada",
    **{f"/sistem/{service}/tertahan": None for service in SERVICES},
    **{f"/sistem/{service}/kerja": None for service in SERVICES},
}
"""Each list, and the filter that hides what :func:`something` puts there; None for a list without a filter."""
FILTERS = [link for link in LISTS.values() if link]
Sites = dict[str, Flask]


@pytest.fixture(scope="module")
def built(sqlite_templates: dict[str, Path]) -> Sites:
    made = {}
    for service in SERVICES:
        variables = environment(service, f"sqlite:///{sqlite_templates[service]}", "redis://127.0.0.1:1/0")
        made[service] = importlib.import_module(f"services.{service}.app").create_app(
            Settings.from_env(service, variables)
        )
    return made


@pytest.fixture
def sites(built: Sites, make_sqlite_url: Callable[[str], str]) -> Iterator[Sites]:
    for service, app in built.items():
        keys = app.config["SETTINGS"].secret_keys
        app.extensions["database"] = Database(make_sqlite_url(service), signing_keys=keys)
    yield built
    for app in built.values():
        app.extensions["database"].dispose()


@pytest.fixture
def read(sites: Sites) -> Callable[[str], list[str]]:
    """What the empty parts of a page say."""
    account_id = uuid4()
    people: dict[str, FlaskClient] = {}

    def read(link: str) -> list[str]:
        service = service_of(link.partition("?")[0])
        person = people.setdefault(service, browser(sites[service], "admin", account_id=account_id))
        answer = person.get(link)
        assert answer.status_code in (200, 404)  # nobody here has an account row of their own
        return EMPTY.findall(answer.text)

    return read


def a_mail() -> Message:
    known = {"template": "invitation", "recipient_name": "Bu Sari", "address": "sari@contoh.id", "language": "id"}
    return Message(**known, context={}, next_attempt_at=now(), expires_at=now(), correlation_id="x")


def something(sites: Sites) -> None:
    """Let there be something on every list that has a filter."""
    with sites["partners"].extensions["database"].transaction() as session:
        factories.keep_ikm(session, 1)
        offer = factories.confirmed(session, ikm=1, starts_on=today() + timedelta(days=30))
        for invitation in session.query(Invitation).filter_by(offer_id=offer.id):
            invitation.state = "undeliverable"
    with sites["registry"].extensions["database"].transaction() as session:
        registered(session)
    with sites["notifications"].extensions["database"].transaction() as session:
        session.add(a_mail())
        session.add(Suppression(id=uuid4(), address="a@contoh.id", reason="mailbox_gone", since=now()))


def test_every_page_that_can_be_empty_is_read_here(read: Callable[[str], list[str]]) -> None:
    fixed = {link.partition("?")[0] for link in STAFF_PAGES.values() if "{" not in link}
    assert {link for link in fixed if link != "/" and read(link)} == LISTS.keys()


@pytest.mark.parametrize("link", [*LISTS, *FILTERS])
def test_with_nothing_there_it_says_how_to_begin(read: Callable[[str], list[str]], link: str) -> None:
    for part in read(link):
        assert 'class="btn' in part
        assert FILTERED not in part
        assert "saringan" not in part


@pytest.mark.parametrize("link", FILTERS)
def test_where_a_filter_hides_what_there_is_it_leads_to_all(
    sites: Sites, read: Callable[[str], list[str]], link: str
) -> None:
    something(sites)
    (part,) = read(link)
    assert re.search(rf'href="{link.partition("?")[0]}">Tampilkan semua', part)
