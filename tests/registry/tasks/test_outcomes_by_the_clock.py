"""The clock closes outcomes by certificates that a list brought, and tells all again after a return from a copy."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from services.registry.actions import enrolments
from services.registry.actions.import_undoing import undo_all
from services.registry.actions.restoration import tell_all
from services.registry.models import ImportBatch, Outcome
from services.registry.tasks.schedule import follow_certificates
from shared.database import Database
from shared.events.registry import OutcomeChanged
from tests.registry.factories import announced, enrolled, registered, set_contact
from tests.registry.lists import confirmed, csv_of

FORM = "Nama Usaha;Nama Pemilik;Kecamatan;No HP;Nomor Halal"
ROW = "Kalbana;Nora;Kaliorang;081234567891;ID32110001029500322"


def with_a_planned_outcome(database: Database) -> None:
    with database.transaction() as session:
        ikm = registered(session, owner_name="Nora", product="Keripik")
        set_contact(session, ikm.id, "owner", {"phone": "+6281234567891"})
        enrolments.keep(session, enrolled(ikm.id))


def outcome(database: Database) -> tuple[str, Sequence[str | None]]:
    with database.reading() as session:
        one = session.scalars(select(Outcome)).one()
        return one.state, [evidence.source for evidence in one.evidences]


def test_a_certificate_that_a_list_brings_closes_what_was_planned_and_names_the_list(
    database: Database, tmp_path: Path
) -> None:
    with_a_planned_outcome(database)
    batch = confirmed(database, tmp_path, csv_of(ROW, header=FORM))
    follow_certificates(database)
    state, sources = outcome(database)
    assert (state, sources) == ("achieved", [batch.source])
    with database.transaction() as session:
        undo_all(session, ImportBatch.locked(session, batch.id), [])
    follow_certificates(database)
    assert outcome(database)[0] == "planned"


def test_after_a_return_from_a_copy_every_outcome_is_told_again(database: Database) -> None:
    with_a_planned_outcome(database)
    with database.transaction() as session:
        tell_all(session)
        told = announced(session, OutcomeChanged)
    assert [(fact.state, fact.revision) for fact in told] == [("planned", 1), ("planned", 2)]
