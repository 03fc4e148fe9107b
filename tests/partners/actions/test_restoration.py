"""After a return from a copy others hear anew, under revisions that none of them has, what they keep a copy of."""

from sqlalchemy import select

from services.partners.actions import restoration
from services.partners.models import Enrolment
from shared.database import Database
from tests.partners.attendances import programme
from tests.partners.factories import announced


def test_how_each_enrolment_stands_is_told_again_above_what_was_told_before(database: Database) -> None:
    with database.transaction() as session:
        programme(session, people=2)
        heard = {fact["enrolment_id"]: fact["revision"] for fact in announced(session, "enrolment_changed")}
    with database.transaction() as session:
        restoration.make_good(session)
    with database.reading() as session:
        again = announced(session, "enrolment_changed")[-2:]
        assert {fact["enrolment_id"] for fact in again} == heard.keys()
        assert all(fact["revision"] > heard[fact["enrolment_id"]] for fact in again)
        kept = dict(session.execute(select(Enrolment.id, Enrolment.revision)).all())
        assert {fact["enrolment_id"]: fact["revision"] for fact in again} == {str(key): kept[key] for key in kept}
