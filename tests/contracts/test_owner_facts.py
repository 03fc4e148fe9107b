"""What an owner must know about a programme stands the same in mail, page, message, call list and caller's page."""

from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services.notifications.domain.addressee import Addressee
from services.notifications.letters.rendering import write
from services.partners.actions.announcements import session_times, summary
from services.partners.app import create_app
from services.partners.models import Invitation, Offer
from services.partners.queries.links import answer_path
from shared.database import Database
from shared.events.partners import InvitationIssued
from shared.events.registry import ContactPoint
from shared.language import use_language
from shared.messaging.outbox import Outbox
from shared.programme_facts import Fact, programme_facts
from shared.settings import Settings
from tests.conftest import SIGNING_KEY, environment
from tests.partners import factories
from tests.signed_in import browser

KNOWN = {
    "map_url": "https://maps.app.goo.gl/contoh",
    "cost": "Gratis, termasuk makan siang",
    "bring": "Satu produk dan labelnya",
    "contact_name": "Ratna Dewi",
    "contact_phone": "081234567890",
}
OFFERS = {
    "with a session": {},
    "with hours": {"sessions": [], "hours_from": "09:00", "hours_until": "15:00"},
    "by internet": {"mode": "DARING", "place": "https://meet.example/abc"},
    "as those of before": dict.fromkeys(KNOWN) | {"summary": "", "sessions": [], "schedule_follows": True},
}


@pytest.fixture
def app(make_sqlite_url: Callable[[str], str]) -> Iterator[Flask]:
    variables = environment(
        "partners", make_sqlite_url("partners"), "redis://127.0.0.1:1/0", SINERGI_PUBLIC_URL="http://sinergi.contoh.id"
    )
    app = create_app(Settings.from_env("partners", variables))
    yield app
    app.extensions["database"].dispose()


@pytest.fixture(params=OFFERS.values(), ids=OFFERS)
def invitation(app: Flask, request: pytest.FixtureRequest) -> Invitation:
    """Somebody without an address is invited, so that the office calls."""
    database: Database = app.extensions["database"]
    with database.transaction() as session:
        factories.keep_ikm(session, contact=ContactPoint(name="Pak Udin", phone="+6281111111111"), name="Amplang Udin")
        factories.confirmed(session, ikm=0, **{**KNOWN, **request.param})
        invitation = session.scalars(select(Invitation)).one()
        assert invitation.nomination.profile.name
        return invitation


@pytest.fixture
def facts(app: Flask, invitation: Invitation) -> list[Fact]:
    with app.extensions["database"].reading() as session, use_language("id"):
        offer = session.get_one(Offer, invitation.offer_id)
        return programme_facts(summary(offer), session_times(offer), invitation.answer_by)


def shown(page: str) -> str:
    return unescape(unquote(page))


def test_the_pages_show_each_fact_and_lead_where_it_leads(
    app: Flask, invitation: Invitation, facts: list[Fact]
) -> None:
    staff: FlaskClient = browser(app, "staff")
    pages = {
        "answer page": app.test_client().get(answer_path([SIGNING_KEY], invitation)).text,
        "call list": staff.get("/telepon").text,
        "caller's page": staff.get(f"/telepon/{invitation.id}").text,
    }
    missing = [
        (name, line.text)
        for name, page in pages.items()
        for fact in facts
        for line in fact.lines
        if line.text not in shown(page) or (line.url and f'href="{line.url}"' not in shown(page))
    ]
    assert missing == []


def test_the_message_and_the_mail_say_each_fact_in_the_same_words(
    app: Flask, invitation: Invitation, facts: list[Fact]
) -> None:
    message = shown(browser(app, "staff").get("/telepon").text)
    settings = app.config["SETTINGS"]
    with app.extensions["database"].reading() as session:
        told = session.scalars(select(Outbox).where(Outbox.name == InvitationIssued.event_name)).one()
    mail = write(
        "invitation", told.payload, Addressee("Pak Udin", "udin@contoh.id", "id"), office=settings.office, site=""
    )
    for fact in facts:
        assert str(fact) in mail.text
        assert str(fact) in message
        assert mail.text.count(f"{fact.label}: ") == 1
