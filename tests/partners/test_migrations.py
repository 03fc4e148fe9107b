"""A database of before is told on as it is brought to the newest schema."""

from sqlalchemy import delete, select

from services.partners.actions import institutions
from services.partners.models import Institution
from shared.database import Database
from shared.events.contract import load
from shared.messaging.outbox import Outbox
from tests.earlier_schema import upgraded_from_before
from tests.partners import factories


def test_every_institution_of_before_is_announced_once_as_it_stands(database: Database) -> None:
    with database.transaction() as session:
        factories.institution(session)
        suspended = factories.institution(session, email=None)
        institutions.move_institution(session, suspended.id, "suspend", "Laporan belum masuk")
        session.execute(delete(Outbox))
    upgraded_from_before("partners", "partners_0008", database)
    with database.reading() as session:
        told = [load(row.name, row.version, row.payload) for row in session.scalars(select(Outbox))]
        standing = session.scalars(select(Institution).order_by(Institution.id)).all()
        assert told == [institutions.snapshot(institution) for institution in standing]
        assert [fact.active for fact in told].count(False) == 1
