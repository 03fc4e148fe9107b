"""Who is on the call list, what for, and that every count equals its rows."""

from datetime import timedelta
from itertools import count

import pytest
import time_machine
from sqlalchemy.orm import Session

from services.partners.actions import calls, invitations, lines, offers
from services.partners.models import Invitation, Offer
from services.partners.queries.call_keys import KINDS, CallFilter
from services.partners.queries.call_list import count_calls, list_calls, offers_with_calls
from services.partners.queries.first_page import desk
from shared.clock import start_of_day, today
from shared.database import Database
from tests.partners.factories import WITHOUT_EMAIL, confirmed, ikm_changes, invited, keep_ikm

days = count(40, 10)


def without_email(session: Session, name: str) -> Invitation:
    """An invitation to an offer of its own that nobody else is invited to."""
    starts_on = today() + timedelta(days=next(days))
    return invited(session, name=name, contact=WITHOUT_EMAIL, starts_on=starts_on)


@pytest.fixture
def listed(database: Database) -> dict[str, Invitation]:
    """One to be asked, one to be told, one told, one that mail tells, one that waited in vain."""
    with database.transaction() as session:
        waited_in_vain(session, "waited")
        found = {name: without_email(session, name) for name in ("asked", "to tell", "told")}
        found["by mail"] = invited(session, name="by mail", starts_on=today() + timedelta(days=next(days)))
        for name in ("to tell", "told", "by mail"):
            offers.cancel_offer(session, found[name].offer_id, "Batal")
        calls.mark_told(session, found["told"].id, "phone")
    return found


def waited_in_vain(session: Session, name: str) -> None:
    """Let two with email take the seats of an offer that one without waits for until it is closed."""
    keep_ikm(session, name=name, registered_on=today(), contact=WITHOUT_EMAIL)
    offer = confirmed(session, ikm=2, starts_on=today() + timedelta(days=next(days)))
    lines.end_in_vain(session, offers.close_offer(session, offer.id).id)


def names(session: Session, kind: str | None = None) -> list[str]:
    return [call.profile.name for call in list_calls(session, CallFilter(kind=kind), 50)[0]]


def test_each_is_listed_for_what_is_to_be_done(database: Database, listed: dict[str, Invitation]) -> None:
    with database.reading() as session:
        assert sorted(names(session)[:2]) == ["to tell", "waited"]
        assert names(session)[2:] == ["asked"]
        assert {kind: names(session, kind) for kind in KINDS} == {
            "answer": ["asked"],
            "news": ["to tell"],
            "line": ["waited"],
            "times": [],
            "told": ["told"],
            "asked": [],
            "untaken": [],
        }


def test_counts_equal_rows(database: Database, listed: dict[str, Invitation]) -> None:
    with database.reading() as session:
        for kind in (None, *KINDS):
            assert count_calls(session, CallFilter(kind=kind)) == len(names(session, kind))
        assert desk(session).calls == len(names(session))
        assert len(offers_with_calls(session)) == 3


def test_whoever_must_be_told_stays_after_the_time_to_answer(database: Database, listed: dict[str, Invitation]) -> None:
    with database.reading() as session, time_machine.travel(listed["to tell"].answer_by + timedelta(days=1)):
        assert "to tell" in names(session)


def test_nobody_is_told_any_more_once_the_programme_would_be_over(
    database: Database, listed: dict[str, Invitation]
) -> None:
    with database.reading() as session:
        last_day = start_of_day(session.get_one(Offer, listed["to tell"].offer_id).ends_on)
        with time_machine.travel(last_day):
            assert names(session, "news") == ["to tell"]
        with time_machine.travel(last_day + timedelta(days=1)):
            assert names(session, "news") == []


def test_whom_mail_did_not_reach_after_all_comes_onto_the_list(
    database: Database, listed: dict[str, Invitation]
) -> None:
    with database.transaction() as session:
        invitations.mark_undeliverable(session, listed["by mail"].id)
    with database.reading() as session:
        assert "by mail" in names(session, "news")


def test_whoever_asked_not_to_be_processed_leaves_the_list(database: Database, listed: dict[str, Invitation]) -> None:
    with database.transaction() as session:
        for name in ("to tell", "told"):
            ikm_changes(session, listed[name].ikm_id, restricted=True)
    with database.reading() as session:
        assert names(session, "news") + names(session, "told") == []
