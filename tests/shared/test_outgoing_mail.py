"""What every service knows of how the office's mail leaves."""

import pytest

from shared.database import Database
from shared.events.notifications import OutgoingMailChanged
from shared.outgoing_mail import heard, keep_copy, unsaid_sender
from tests.conftest import MakeDatabase
from tests.earlier_schema import upgraded_from_before


@pytest.fixture
def database(make_database: MakeDatabase) -> Database:
    return make_database("registry")


def hear(database: Database, *facts: OutgoingMailChanged) -> None:
    with database.transaction() as session:
        for fact in facts:
            keep_copy(session, fact)


def warned_of(database: Database) -> list[str]:
    with database.reading() as session:
        return unsaid_sender(session)


def test_before_anything_was_heard_nothing_is_said(database: Database) -> None:
    assert warned_of(database) == []


def test_a_sender_that_nobody_said_leads_nowhere(database: Database) -> None:
    hear(database, OutgoingMailChanged(revision=1, server="mail.kutim.example"))
    assert warned_of(database) == ["sinergi@localhost.localdomain"]
    hear(database, OutgoingMailChanged(revision=2, sender="ikm@kutim.example"))
    assert warned_of(database) == []


def test_of_two_snapshots_the_higher_revision_counts_whichever_comes_last(database: Database) -> None:
    hear(database, *(OutgoingMailChanged(revision=number, chosen=number) for number in (2, 1, 2)))
    with database.reading() as session:
        row = heard(session)
    assert row
    assert (row.revision, row.chosen) == (2, 2)


def test_a_database_of_before_knows_nothing_of_it_until_it_is_told(database: Database) -> None:
    upgraded_from_before("registry", "kernel_0011", database)
    assert warned_of(database) == []
    hear(database, OutgoingMailChanged(revision=1))
    assert warned_of(database)
