"""The invitation's page on a phone, with words that have no place to break."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from services.partners.actions import invitations
from services.partners.domain.answer import Answer
from services.partners.models import Invitation
from services.partners.queries.links import answer_path
from shared.clock import now
from shared.database import Database
from tests.conftest import SIGNING_KEY
from tests.partners import factories
from tests.phone import WIDTH, width_on_a_phone

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

WORDS = "W" * 190
LINK = f"https://meet.example/{'a1' * 60}"


def invited(session: Session) -> Invitation:
    factories.keep_ikm(session, name=WORDS)
    host = factories.institution(session, name=WORDS)
    begins = now() + timedelta(days=30)
    meetings = [
        {
            "title": LINK,
            "starts_at": begins + timedelta(hours=n),
            "ends_at": begins + timedelta(hours=n + 1),
            "place": LINK,
        }
        for n in (1, 3)
    ]
    offer = factories.opened(session, institution_id=host.id, title=WORDS, summary=LINK, place=LINK, sessions=meetings)
    invitations.confirm_selection(session, offer.id, [row.ikm_id for row in factories.suggestions(session, offer)])
    return factories.invitations_of(session, offer)[0]


def answers(kind: str) -> Callable[[Session, Invitation], object]:
    said = Answer(kind, reason=WORDS, delegate_name=WORDS, delegate_relation="W" * 99)
    return lambda session, item: invitations.answer_invitation(session, item.id, said, source="link")


STATES: dict[str, Callable[[Session, Invitation], object]] = {
    "issued": lambda session, item: None,
    "accepted": answers("accepted"),
    "delegated": answers("delegated"),
    "declined": answers("declined"),
    "cancelled": lambda session, item: invitations.cancel_invitation(session, item.id, f"{LINK} {WORDS}"),
}


@pytest.mark.parametrize("state", STATES)
def test_no_word_makes_the_invitation_wider_than_a_phone(
    app: Flask, site: Database, chromium: Browser, state: str
) -> None:
    with site.transaction() as session:
        invitation = invited(session)
        STATES[state](session, invitation)
        path = answer_path([SIGNING_KEY], invitation)
    assert width_on_a_phone(chromium, app.test_client(), path) <= WIDTH


def test_nor_once_it_is_too_late(app: Flask, site: Database, chromium: Browser) -> None:
    with site.transaction() as session:
        path = answer_path([SIGNING_KEY], invited(session))
    with time_machine.travel(now() + timedelta(days=28), tick=False):
        assert width_on_a_phone(chromium, app.test_client(), path) <= WIDTH


def test_nor_a_link_that_is_cut_off(app: Flask, chromium: Browser) -> None:
    assert width_on_a_phone(chromium, app.test_client(), f"/undangan/{WORDS}") <= WIDTH
