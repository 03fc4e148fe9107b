"""The register: its list, one IKM's page, and the form for new and known IKM."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import EXCLUDE, ValidationError

from services.registry.actions import ikm as ikm_actions
from services.registry.domain.field import HINTS
from services.registry.models.ikm import Ikm
from services.registry.queries.ikm_list import Filters, has_ikm, ikm_lines
from services.registry.queries.ikm_page import get_ikm
from services.registry.schemas.ikm import CONTACTS, IkmFormSchema, NewIkmFormSchema, parts
from services.registry.schemas.list_filter import PageFilterSchema
from services.registry.web import ikm_page
from services.registry.web.cipher import cipher
from services.registry.web.ikm_form import sections
from shared.database import new_id
from shared.language import gettext
from shared.rights import Right
from shared.search import search_key
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.transaction import reading

pages = Blueprint("ikm", __name__, url_prefix="/ikm")


@pages.get("")
@allow(Right.REGISTER_READ)
def index() -> str:
    filters = _filters()
    number = page_number()
    with reading() as session:
        found = ikm_lines(session, filters, offset=offset(number), size=SIZE)
        some = bool(found.lines) or has_ikm(session)
    page = Page(found.lines, number, SIZE, found.total)
    senseless = bool(filters.search) and not search_key(filters.search)
    return render_template(
        "registry/ikm/list.html", page=page, filters=filters, closed=found.closed, senseless=senseless, some=some
    )


@pages.get("/baru")
@allow(Right.REGISTER_WRITE)
def new() -> str:
    return _form_page(None, Form.blank(NewIkmFormSchema(), id=new_id()))


@pages.post("/baru")
@allow(Right.REGISTER_WRITE)
def register() -> ResponseReturnValue:
    form = Form.load(NewIkmFormSchema(), request.form)
    with reading() as session:
        form.also(ikm_actions.nib_taken(session, form.read.get("nib"), form.read.get("id") or new_id()))
    if form.ok:
        values, contacts = parts(form.data)
        ikm_id = values.pop("id")
        with form.saving() as session:
            ikm_actions.register(session, ikm_id, values, contacts, cipher=cipher())
        if form.ok:
            flash(gettext("The IKM is in the register."), "success")
            return redirect(url_for("ikm.show", ikm_id=ikm_id), 303)
    return _form_page(None, form), form.status


@pages.get("/<uuid:ikm_id>")
@allow(Right.REGISTER_READ)
def show(ikm_id: UUID) -> str:
    return ikm_page.render(ikm_id)


@pages.get("/<uuid:ikm_id>/ubah")
@allow(Right.REGISTER_WRITE)
def change(ikm_id: UUID) -> str:
    with reading() as session:
        ikm = get_ikm(session, ikm_id)
    return _form_page(ikm, _recorded(ikm))


@pages.post("/<uuid:ikm_id>/ubah")
@allow(Right.REGISTER_WRITE)
def save(ikm_id: UUID) -> ResponseReturnValue:
    form = Form.load(IkmFormSchema(), request.form)
    with reading() as session:
        form.also(ikm_actions.nib_taken(session, form.read.get("nib"), ikm_id))
        if not form.ok:
            form.also(ikm_actions.lacking(session, ikm_id, parts(form.read)[0]))
    if form.ok:
        values, contacts = parts(form.data)
        revision = values.pop("revision")
        with form.saving() as session:
            check = ikm_actions.as_of(revision)
            ikm_actions.edit(session, ikm_id, values, contacts, cipher=cipher(), check=check)
        if form.ok:
            flash(gettext("Saved."), "success")
            return redirect(url_for("ikm.show", ikm_id=ikm_id), 303)
    with reading() as session:
        ikm = get_ikm(session, ikm_id)
    if form.stale:
        # The NIK on record is shown nowhere, not even beside another one.
        form.compare(_recorded(ikm, nik=form.value("nik")))
    return _form_page(ikm, form), form.status


def _filters() -> Filters:
    """Return what the link says; words that are no filter are left out rather than refused."""
    given = {name: value for name, value in request.args.items() if value.strip()}
    try:
        said = PageFilterSchema(unknown=EXCLUDE).load(given)
    except ValidationError as error:
        said = error.valid_data
    return Filters(**said)


def _recorded(ikm: Ikm, **more: str) -> Form:
    """Return the form as the register would fill it in now."""
    known = {contact.kind: contact for contact in ikm.contacts}
    values = {name: value for name, value in ikm.data().items() if name in IkmFormSchema().load_fields}
    people = {
        kind: {name: getattr(known[kind], name) for name in schema().load_fields}
        for kind, schema in CONTACTS.items()
        if kind in known
    }
    return Form.blank(IkmFormSchema(), revision=ikm.revision, **values, **people, **more)


def _form_page(ikm: Ikm | None, form: Form) -> str:
    return render_template("registry/ikm/form.html", form=form, ikm=ikm, sections=sections(), hints=HINTS)
