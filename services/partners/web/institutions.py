"""Institutions, as the office keeps them."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.partners.actions import institutions
from services.partners.domain.institution import MACHINE, STATES
from services.partners.queries import ledger
from services.partners.queries.accounts import accounts_of
from services.partners.queries.institutions import InstitutionFilter, get_institution, list_institutions
from services.partners.queries.offers import OfferFilter, list_offers
from services.partners.schemas.institution import InstitutionSchema, NewInstitutionSchema
from services.partners.web import institution_accounts
from shared.database import new_id
from shared.language import gettext
from shared.rights import Right
from shared.vocabulary import INSTITUTION_KINDS
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.text import typed
from shared.web.transaction import reading, transaction

pages = Blueprint("institutions", __name__, url_prefix="/lembaga")
COMMANDS = {
    "aktifkan": "activate",
    "tangguhkan": "suspend",
    "pulihkan": "resume",
    "akhiri": "end",
}
OFFERS_SHOWN = 100


@pages.get("")
@allow(Right.INSTITUTIONS_READ)
def index():
    wanted = InstitutionFilter(
        state=request.args.get("status"), kind=request.args.get("jenis"), search=request.args.get("cari")
    )
    number = page_number()
    with reading() as session:
        rows, total = list_institutions(session, wanted, SIZE, offset(number))
    return render_template(
        "partners/institutions/list.html",
        page=Page(rows, number, SIZE, total),
        wanted=wanted,
        states=STATES,
        kinds=INSTITUTION_KINDS,
    )


@pages.get("/baru")
@allow(Right.INSTITUTIONS_WRITE)
def new():
    return _new_form(Form.blank(NewInstitutionSchema(), id=new_id()))


@pages.post("")
@allow(Right.INSTITUTIONS_WRITE)
def register():
    form = Form.load(NewInstitutionSchema(), request.form)
    if not form.ok:
        return _new_form(form), form.status
    values = dict(form.data)
    institution_id, email = values.pop("id", None) or new_id(), values.pop("account_email")
    with form.saving(email="account_email") as session:
        institution = institutions.register_institution(session, institution_id, values)
        opened = institution_accounts.open_first(session, institution, email) if email else None
    if not form.ok:
        return _new_form(form), form.status
    if opened:
        return institution_accounts.show_password(institution, *opened)
    return redirect(url_for("institutions.show", institution_id=institution_id), 303)


@pages.get("/<uuid:institution_id>")
@allow(Right.INSTITUTIONS_READ)
def show(institution_id: UUID):
    with reading() as session:
        institution = get_institution(session, institution_id)
        offers, total = list_offers(session, OfferFilter(), OFFERS_SHOWN, of=institution_id)
        return render_template(
            "partners/institutions/page.html",
            institution=institution,
            accounts=accounts_of(session, institution_id),
            offers=offers,
            offer_count=total,
            ledger=ledger.over_all(session, of=institution_id),
            possible=MACHINE.possible(institution.state),
            states=STATES,
            kinds=INSTITUTION_KINDS,
        )


@pages.get("/<uuid:institution_id>/ubah")
@allow(Right.INSTITUTIONS_WRITE)
def edit(institution_id: UUID):
    return _edit_form(institution_id, _saved(institution_id))


@pages.post("/<uuid:institution_id>/ubah")
@allow(Right.INSTITUTIONS_WRITE)
def change(institution_id: UUID):
    form = Form.load(InstitutionSchema(), request.form)
    if form.ok:
        with form.saving() as session:
            revision = form.data.get("revision", 0)
            institutions.change_institution(session, institution_id, revision, form.data)
        if form.ok:
            flash(gettext("Saved."))
            return redirect(url_for("institutions.show", institution_id=institution_id), 303)
    if form.stale:
        form.compare(_saved(institution_id))
    return _edit_form(institution_id, form), form.status


@pages.post("/<uuid:institution_id>/<any(aktifkan,tangguhkan,pulihkan,akhiri):word>")
@allow(Right.INSTITUTIONS_MOVE)
def move(institution_id: UUID, word: str):
    with transaction() as session:
        institutions.move_institution(session, institution_id, COMMANDS[word], typed("reason"))
    return redirect(url_for("institutions.show", institution_id=institution_id), 303)


def _saved(institution_id: UUID) -> Form:
    with reading() as session:
        institution = get_institution(session, institution_id)
    shown = {name: getattr(institution, name) for name in (*institutions.FIELDS, "id", "revision")}
    return Form.blank(InstitutionSchema(), **shown)


def _new_form(form: Form) -> str:
    return render_template("partners/institutions/new.html", form=form, kinds=INSTITUTION_KINDS)


def _edit_form(institution_id: UUID, form: Form) -> str:
    return render_template(
        "partners/institutions/edit.html", form=form, kinds=INSTITUTION_KINDS, institution_id=institution_id
    )
