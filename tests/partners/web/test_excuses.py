"""Why they cannot come, on the answer page, in the call form, by JSON, and counted for the office."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.models import Invitation
from services.partners.queries.excuses import Counted, count_excuses
from services.partners.queries.links import answer_path
from shared.database import Database
from tests.conftest import SIGNING_KEY
from tests.partners import factories


def declined(site: Database, app: Flask, **sent: str) -> Invitation:
    """An invitation declined by its link."""
    with site.transaction() as session:
        factories.confirmed(session, ikm=1)
        link = answer_path([SIGNING_KEY], session.scalars(select(Invitation)).one())
    answered = app.test_client().post(link, data={"answer": "declined", **sent})
    assert answered.status_code == 303, answered.text
    with site.reading() as session:
        return session.scalars(select(Invitation)).one()


def test_one_choice_is_enough_and_the_office_sees_it_counted_with_its_rows(
    app: Flask, site: Database, staff: FlaskClient
) -> None:
    invitation = declined(site, app, excuse="harvest", reason="")
    assert "Sedang panen" in staff.get(f"/penawaran/{invitation.offer_id}").text
    topics = staff.get("/penawaran/alasan").text
    rows = "/penawaran/peserta?posisi=declined&amp;topik=PEMASARAN_DIGITAL&amp;alasan=harvest"
    assert rows in topics
    assert "IKM 0" in staff.get(rows.replace("&amp;", "&")).text
    assert "IKM 0" not in staff.get(rows.replace("&amp;", "&").replace("harvest", "far")).text
    assert staff.get("/penawaran/peserta?alasan=entah").status_code == 404


def test_a_choice_that_is_none_of_ours_is_refused(app: Flask, site: Database) -> None:
    with site.transaction() as session:
        factories.confirmed(session, ikm=1)
        link = answer_path([SIGNING_KEY], session.scalars(select(Invitation)).one())
    assert app.test_client().post(link, data={"answer": "declined", "excuse": "malas"}).status_code == 422


def test_staff_note_the_choice_they_heard(site: Database, staff: FlaskClient) -> None:
    with site.transaction() as session:
        factories.confirmed(session, ikm=1)
        invitation_id = session.scalars(select(Invitation.id)).one()
    assert "Tidak ada yang menjaga usaha" in staff.get(f"/telepon/{invitation_id}").text
    sent = {"answer": "declined", "source": "phone", "excuse": "alone"}
    assert staff.post(f"/telepon/{invitation_id}", data=sent).status_code == 303
    with site.reading() as session:
        assert count_excuses(session) == [Counted("PEMASARAN_DIGITAL", "alone", 1)]
