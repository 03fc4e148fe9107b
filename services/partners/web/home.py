"""The first page: the office's desk, an institution's own offers, or else what the menu begins with."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.partners.models.step_aside import all_aside
from services.partners.queries.about import EVERYBODY
from services.partners.queries.first_hour import begun
from services.partners.queries.first_page import OFFERS_SHOWN, Counts, desk
from services.partners.queries.institutions import get_institution
from services.partners.queries.ledger_lines import whole
from services.partners.queries.offers import OfferFilter, list_offers
from services.partners.web.audience import own_institution
from services.partners.web.first_hour import steps
from services.partners.web.waiting import lines
from shared.rights import Right
from shared.vocabulary import KECAMATAN
from shared.web.auth import allow_anyone, current_user, may
from shared.web.navigation import menu
from shared.web.office import current_settings
from shared.web.redirects import to_sign_in
from shared.web.transaction import reading

pages = Blueprint("home", __name__)
REGISTER_LINKS = {code: f"/ikm?kecamatan={code}" for code in KECAMATAN}


@pages.get("/")
@allow_anyone
def index() -> ResponseReturnValue:
    user = current_user()
    if user is None:
        return to_sign_in()
    if may(Right.OFFERS_READ):
        return office(user.role)
    if may(Right.OWN_OFFERS_READ):
        return own_offers()
    return redirect(next((entry.path for entry in menu(user) if entry.path != request.path), url_for("account.show")))


def office(role: str) -> str:
    with reading() as session:
        stands = desk(session)
        return render_template(
            "partners/home/office.html",
            desk=stands,
            steps=steps(
                stands.waiting | {"partners": Counts(begun(session, current_settings().office))},
                role,
                all_aside(session),
            ),
            waiting=lines(stands.waiting, role),
            links=REGISTER_LINKS,
        )


def own_offers() -> str:
    institution_id = own_institution()
    with reading() as session:
        offers, total = list_offers(session, OfferFilter(), OFFERS_SHOWN, of=institution_id)
        return render_template(
            "partners/home/institution.html",
            institution=get_institution(session, institution_id),
            offers=offers,
            total=total,
            figures=whole(session, EVERYBODY, of=institution_id),
        )
