"""Whom of the office each kind of staff mail is for, and when nobody is written to."""

from datetime import time
from uuid import UUID

import pytest
from sqlalchemy import delete

from services.notifications.actions.mail_readers import choose_readers
from services.notifications.domain.reminder import NIGHT, Quiet
from services.notifications.models import ChosenReader, Message
from services.notifications.queries.mail_readers import chosen_readers
from services.notifications.queries.quiet import quiet_hours
from shared.errors import InvalidInput
from shared.events.partners import AccountChanged, OfferSubmitted, OfficeChanged
from tests.notifications.conftest import Desk
from tests.notifications.factories import an_account, an_offer

LETTER = "offer_submitted"


@pytest.fixture
def people(any_desk: Desk) -> list[AccountChanged]:
    people = [an_account(role=role, email=f"{role}@kutim.example") for role in ("staff", "admin", "head")]
    any_desk.hear(*people)
    return people


def choose(desk: Desk, *ids: UUID) -> None:
    with desk.database.transaction() as session:
        choose_readers(session, {LETTER: ids})


def told(desk: Desk) -> list[str]:
    with desk.database.transaction() as session:
        session.execute(delete(Message))
    desk.hear(OfferSubmitted(offer=an_offer()))
    return sorted(email.address for email in desk.emails())


def test_all_who_work_here_read_it_until_some_are_chosen(any_desk: Desk, people: list[AccountChanged]) -> None:
    assert told(any_desk) == ["admin@kutim.example", "staff@kutim.example"]
    choose(any_desk, people[0].account_id)
    assert told(any_desk) == ["staff@kutim.example"]
    choose(any_desk)
    assert len(told(any_desk)) == 2


def test_where_none_of_the_chosen_is_left_all_read_it(any_desk: Desk, people: list[AccountChanged]) -> None:
    choose(any_desk, people[0].account_id)
    gone = an_account(account_id=people[0].account_id, revision=9, active=False, email=people[0].email)
    any_desk.hear(gone)
    assert told(any_desk) == ["admin@kutim.example"]


def test_whoever_reads_no_mail_of_the_office_cannot_be_chosen(any_desk: Desk, people: list[AccountChanged]) -> None:
    with pytest.raises(InvalidInput):
        choose(any_desk, people[2].account_id)
    with any_desk.database.reading() as session:
        assert session.query(ChosenReader).count() == 0
        assert chosen_readers(session)[LETTER] == []


def test_the_offices_quiet_hours_take_the_place_of_the_night(any_desk: Desk) -> None:
    def asked() -> Quiet:
        with any_desk.database.reading() as session:
            return quiet_hours(session)

    assert asked() == NIGHT
    any_desk.hear(OfficeChanged(revision=1, quiet_from="18:00", quiet_until="08:30"))
    assert asked() == Quiet(time(18, 0), time(8, 30))
