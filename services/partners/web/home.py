"""The first page: the office's desk, or an institution's own offers."""

from flask import Blueprint, render_template

from services.partners.domain.account import INSTITUTION
from services.partners.queries import ledger
from services.partners.queries.first_page import OFFERS_SHOWN, desk
from services.partners.queries.institutions import get_institution
from services.partners.queries.offers import OfferFilter, list_offers
from services.partners.web.work import lines
from shared.context import actor
from shared.vocabulary import KECAMATAN
from shared.web.auth import allow_anyone, current_user
from shared.web.redirects import to_sign_in
from shared.web.transaction import reading

pages = Blueprint("home", __name__)
REGISTER_LINKS = {code: f"/ikm?kecamatan={code}" for code in KECAMATAN}


@pages.get("/")
@allow_anyone
def index():
    user = current_user()
    if user is None:
        return to_sign_in()
    return own_offers() if user.role == INSTITUTION else office(user.role)


def office(role: str):
    with reading() as session:
        stands = desk(session)
        work = lines(stands.work, role)
        return render_template("partners/home/office.html", desk=stands, work=work, links=REGISTER_LINKS)


def own_offers():
    institution_id = actor().institution_id
    with reading() as session:
        offers, total = list_offers(session, OfferFilter(institution_id=institution_id), OFFERS_SHOWN)
        return render_template(
            "partners/home/institution.html",
            institution=get_institution(session, institution_id),
            offers=offers,
            total=total,
            ledger=ledger.over_all(session, institution_id),
        )
