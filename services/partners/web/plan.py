"""The page of the plan: all free seats of all open offers at once, how good it is, and what each lacked."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.partners.actions import plan_floors, plan_wishes
from services.partners.actions.plan_acceptance import accept_seats
from services.partners.actions.plans import NOUN, ask_for_plan
from services.partners.models import plan_floor
from services.partners.models.plan import newest
from services.partners.models.plan_wish import EXCLUDE, PIN
from services.partners.models.policy import PolicyVersion
from services.partners.queries import missing_seats as larger
from services.partners.queries import review
from services.partners.queries.offers import get_offer
from services.partners.queries.placement import open_offers
from services.partners.queries.plan import count_misses, misses_of, offers_of, proposed_seats, wishes
from services.partners.queries.plan_news import news_since
from services.partners.schemas.plan import AcceptanceSchema, FloorsSchema, FreedSchema, WishSchema
from services.partners.web.arguments import uuid_argument
from services.partners.web.audience import scope
from services.partners.web.coverage import question
from services.partners.web.selection import select_from, what_became_of
from shared.language import gettext
from shared.rights import Right
from shared.vocabulary import KECAMATAN
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.redirects import came_from
from shared.web.transaction import reading, transaction
from shared.work.asking import last_about

pages = Blueprint("plan", __name__, url_prefix="/rencana")
OFFERS = 10
KINDS = {"selalu": PIN, "jangan": EXCLUDE}


@pages.get("")
@allow(Right.SUGGESTIONS_READ)
def show() -> str:
    with reading() as session:
        return _page(session)


def _page(session: Session, asked: Form | None = None) -> str:
    number, plan, floors = page_number(), newest(session), plan_floor.every(session)
    rows, total = offers_of(session, plan, OFFERS, offset(number, OFFERS)) if plan else ([], 0)
    return render_template(
        "partners/plan/page.html",
        plan=plan,
        work=last_about(session, NOUN),
        page=Page(rows, number, OFFERS, total),
        news=news_since(session, plan) if plan else None,
        wishes=wishes(session),
        floors=floors,
        step=session.get_one(PolicyVersion, plan.policy_version).step if plan else 0,
        form=asked or _floors_form(floors),
        misses=count_misses(session, plan) if plan else 0,
        short_of=larger.count_missing_seats(session, plan) if plan else 0,
        can_begin=bool(open_offers(session)),
    )


def _floors_form(floors: Mapping[str, int]) -> Form:
    seats, some = max(floors.values(), default=1), set(floors) != set(KECAMATAN)
    return Form.blank(FloorsSchema(), seats=seats, kecamatan=list(floors) if some else [])


@pages.get("/tanpa-kursi")
@allow(Right.SUGGESTIONS_READ)
def without_seat() -> str:
    number, at = page_number(), uuid_argument("penawaran")
    with reading() as session:
        plan = newest(session)
        offer = get_offer(session, at, of=scope(Right.SUGGESTIONS_READ)) if at else None
        rows = misses_of(session, plan, SIZE, offset(number), at) if plan else []
        page = Page(rows, number, SIZE, count_misses(session, plan, at) if plan else 0)
        return render_template("partners/plan/without_seat.html", plan=plan, page=page, offer=offer)


@pages.get("/tempat-kurang")
@allow(Right.SUGGESTIONS_READ)
def missing_seats() -> str:
    number = page_number()
    with reading() as session:
        plan = newest(session)
        rows = larger.missing_seats(session, plan, SIZE, offset(number)) if plan else []
        page = Page(rows, number, SIZE, larger.count_missing_seats(session, plan) if plan else 0)
        return render_template("partners/plan/missing_seats.html", plan=plan, page=page)


@pages.post("/buat")
@allow(Right.SEATS_GIVE)
def draw() -> ResponseReturnValue:
    with transaction() as session:
        ask_for_plan(session)
    flash(gettext("The plan is being made. Nobody is invited by it: you decide about each seat afterwards."))
    return redirect(url_for("plan.show"), 303)


@pages.post("/periksa")
@allow(Right.SEATS_GIVE)
def check() -> str:
    """Show what accepting would do; nothing is changed yet."""
    sent = Form.load(AcceptanceSchema(), request.form).require()
    with reading() as session:
        offer = get_offer(session, sent["offer_id"], of=scope(Right.SUGGESTIONS_READ))
        picked = review.chosen(session, offer, sorted(proposed_seats(session, **sent)))
        return question(session, offer, select_from(session, offer, picked), plan_id=sent["plan_id"])


@pages.post("/terima")
@allow(Right.SEATS_GIVE)
def accept() -> ResponseReturnValue:
    sent = Form.load(AcceptanceSchema(), request.form).require()
    with transaction() as session:
        done = accept_seats(session, **sent)
    flash(what_became_of(done))
    return redirect(url_for("plan.show", _anchor=f"penawaran-{sent['offer_id']}"), 303)


@pages.post("/ingin/<any(selalu,jangan):word>")
@allow(Right.SEATS_GIVE)
def wish(word: str) -> ResponseReturnValue:
    sent = Form.load(WishSchema(exclude=["kind"]), request.form).require()
    with transaction() as session:
        plan_wishes.wish(session, **sent, kind=KINDS[word])
    flash(gettext("Noted. It counts from the next plan on; make the plan anew."))
    return redirect(_back(), 303)


@pages.post("/minimal")
@allow(Right.SEATS_GIVE)
def set_floors() -> ResponseReturnValue:
    form = Form.load(FloorsSchema(), request.form)
    if not form.ok:
        with reading() as session:
            return _page(session, form), form.status
    with transaction() as session:
        plan_floors.set_floors(session, **form.data)
    flash(gettext("Noted. It counts from the next plan on; make the plan anew."))
    return redirect(url_for("plan.show", _anchor="minimal"), 303)


@pages.post("/ingin/lepas")
@allow(Right.SEATS_GIVE)
def drop_wish() -> ResponseReturnValue:
    sent = Form.load(FreedSchema(), request.form).require()
    with transaction() as session:
        plan_wishes.drop_wish(session, **sent)
    flash(gettext("Left to the plan again, from the next one on."))
    return redirect(_back(), 303)


def _back() -> str:
    """Return the list from which somebody laid this down; else the plan."""
    return came_from() or url_for("plan.show")
