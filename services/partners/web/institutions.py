"""Institutions, as the office keeps them."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions import institutions
from services.partners.domain.institution import ACTIVE, CONTACT_NEEDED, MACHINE, STATES, has_contact
from services.partners.queries import ledger
from services.partners.queries.accounts import accounts_of
from services.partners.queries.institutions import (
    InstitutionFilter,
    count_institutions,
    get_institution,
    list_institutions,
)
from services.partners.queries.offers import OfferFilter, list_offers
from services.partners.queries.taken import email_taken, name_taken
from services.partners.schemas.institution import InstitutionSchema, NewInstitutionSchema
from services.partners.web import institution_accounts
from services.partners.web.opened_accounts import open_first
from shared.database import new_id
from shared.errors import RuleBroken
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
def index() -> str:
    wanted = InstitutionFilter(
        state=request.args.get("status"),
        kind=request.args.get("jenis"),
        search=request.args.get("cari"),
        waiting="menunggu" in request.args,
    )
    number = page_number()
    with reading() as session:
        rows, total = list_institutions(session, wanted, SIZE, offset(number))
        some = bool(rows or count_institutions(session, InstitutionFilter()))
    return render_template(
        "partners/institutions/list.html",
        page=Page(rows, number, SIZE, total),
        some=some,
        wanted=wanted,
        states=STATES,
        kinds=INSTITUTION_KINDS,
    )


@pages.get("/baru")
@allow(Right.INSTITUTIONS_WRITE)
def new() -> str:
    return _new_form(Form.blank(NewInstitutionSchema(), id=new_id(), activate=True))


@pages.post("")
@allow(Right.INSTITUTIONS_WRITE)
def register() -> ResponseReturnValue:
    form = Form.load(NewInstitutionSchema(), request.form)
    institution_id = form.read.get("id") or new_id()
    form.also(_obstacles(form.read, institution_id, active=form.read.get("activate", False)))
    if not form.ok:
        return _new_form(form), form.status
    values = dict(form.data)
    email, activate = values.pop("account_email"), values.pop("activate")
    with form.saving(email="account_email") as session:
        institution = institutions.register_institution(session, institution_id, values)
        opened = open_first(session, institution, email, activate=activate)
    if not form.ok:
        return _new_form(form), form.status
    if opened:
        return institution_accounts.show_password(institution, *opened)
    return redirect(url_for("institutions.show", institution_id=institution_id), 303)


@pages.get("/<uuid:institution_id>")
@allow(Right.INSTITUTIONS_READ)
def show(institution_id: UUID) -> str:
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
            has_contact=has_contact(institution.contact_name, institution.email, institution.phone),
        )


@pages.get("/<uuid:institution_id>/ubah")
@allow(Right.INSTITUTIONS_WRITE)
def edit(institution_id: UUID) -> str:
    return _edit_form(institution_id, _saved(institution_id))


@pages.post("/<uuid:institution_id>/ubah")
@allow(Right.INSTITUTIONS_WRITE)
def change(institution_id: UUID) -> ResponseReturnValue:
    form = Form.load(InstitutionSchema(), request.form)
    with reading() as session:
        active = get_institution(session, institution_id).state == ACTIVE
    form.also(_obstacles(form.read, institution_id, active=active))
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
def move(institution_id: UUID, word: str) -> ResponseReturnValue:
    with transaction() as session:
        institutions.move_institution(session, institution_id, COMMANDS[word], typed("reason"))
    return redirect(url_for("institutions.show", institution_id=institution_id), 303)


def _obstacles(values: Mapping[str, Any], institution_id: UUID, *, active: bool) -> Iterator[RuleBroken]:
    """Yield what else keeps a form from being saved, where the institution is to be an ``active`` partner."""
    with reading() as session:
        yield from name_taken(session, values.get("name"), institution_id)
        yield from email_taken(session, values.get("account_email"), institution_id)
    reach = values.get("email") or values.get("account_email") or values.get("phone")
    if active and not has_contact(values.get("contact_name"), reach, None):
        yield RuleBroken(CONTACT_NEEDED, field="contact_name")


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
