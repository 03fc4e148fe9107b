"""How the seats of an offer are divided: laid down by staff on a page of the offer and by JSON, kept by every plan."""

from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.models import Offer
from services.partners.tasks.work import work
from shared.database import Database
from tests.partners import factories

PLAN = "/rencana"


def page_of(offer_id: object) -> str:
    return f"/penawaran/{offer_id}/pembagian"


def opened(site: Database, **values: object) -> object:
    with site.transaction() as session:
        return factories.opened(session, **values).id


def draw(staff: FlaskClient, site: Database) -> str:
    staff.post(f"{PLAN}/buat")
    assert work.take_next(site, staff.application.config["SETTINGS"])
    return staff.get(PLAN).text


def test_staff_allow_those_to_confirm_and_the_plan_marks_them(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 1, name="Keripik Belum Ditanya", size_class=None)
    offer_id = opened(site, quota=1, eligibility={"size_classes": ["MIKRO"]})
    assert "Keripik Belum Ditanya" not in draw(staff, site)
    switched = staff.post(f"{page_of(offer_id)}/perlu-konfirmasi", data={"takes_unconfirmed": "true"})
    assert switched.status_code == 303
    assert "juga mengusulkan IKM" in staff.get(page_of(offer_id)).text
    assert "1 penawaran: dibuka, ditutup" in staff.get(PLAN).text
    plan = draw(staff, site)
    assert "1 IKM cocok, 1 di antaranya perlu ditanya dulu" in plan
    assert "Keripik Belum Ditanya" in plan
    assert "Pembagian tempat diubah" in staff.get(f"/penawaran/{offer_id}").text


def test_what_is_no_answer_gets_a_sentence_and_changes_nothing(staff: FlaskClient, site: Database) -> None:
    offer_id = opened(site)
    answer = staff.post(f"{page_of(offer_id)}/perlu-konfirmasi", data={"takes_unconfirmed": "mungkin"})
    assert answer.status_code == 422
    with site.reading() as session:
        assert not session.scalars(select(Offer.takes_unconfirmed)).one()
