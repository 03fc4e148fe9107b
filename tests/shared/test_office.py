"""What the office says of itself, and which copy of it counts."""

from datetime import time

import pytest

from shared.database import Database
from shared.events.partners import OfficeChanged
from shared.office import in_force, keep_copy, unsaid
from shared.settings import UNSET, Settings
from tests.conftest import MakeDatabase, environment


def settings_of(**more: str) -> Settings:
    return Settings.from_env("registry", environment("registry", "sqlite:///x.db", "redis://127.0.0.1/0", **more))


def said(database: Database, *facts: OfficeChanged, **fixed: str) -> Settings:
    with database.transaction() as session:
        for fact in facts:
            keep_copy(session, fact)
    with database.reading() as session:
        return in_force(session, settings_of(**fixed))


@pytest.fixture
def database(make_database: MakeDatabase) -> Database:
    return make_database("registry")


def test_before_anybody_said_anything_the_office_is_unset_and_leads_nowhere(database: Database) -> None:
    office = said(database).office
    assert office == UNSET
    assert unsaid(office) == ["0549-0000000", "ikm@localhost.localdomain"]


def test_what_was_said_is_in_force_and_what_was_left_empty_is_not(database: Database) -> None:
    fact = OfficeChanged(
        revision=1, phone="0549-21000", whatsapp="0812-3456-7890", quiet_from="21:30", quiet_until="06:00"
    )
    office = said(database, fact).office
    assert (office.called_at, office.whatsapp) == ("0549-21000", "0812-3456-7890")
    assert (office.name, office.quiet_from, office.quiet_until) == (UNSET.name, time(21, 30), time(6, 0))
    assert unsaid(office) == ["ikm@localhost.localdomain"]


def test_of_two_snapshots_the_higher_revision_counts_whichever_comes_last(database: Database) -> None:
    facts = [OfficeChanged(revision=number, name=f"Kantor {number}") for number in (2, 1, 2)]
    assert said(database, *facts).office.name == "Kantor 2"


def test_what_the_installer_fixed_wins(database: Database) -> None:
    fact = OfficeChanged(revision=1, phone="0549-21000", name="Kantor kami")
    office = said(database, fact, SINERGI_OFFICE_PHONE="0549-99999").office
    assert (office.phone, office.name) == ("0549-99999", "Kantor kami")
