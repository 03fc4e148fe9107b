"""The accounts of an institution: opened, given a new password, deactivated. A password is shown once."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions import account_passwords, accounts
from services.partners.models.account import Account
from services.partners.models.institution import Institution
from services.partners.queries.institutions import get_account_of, get_institution
from services.partners.queries.taken import email_taken
from services.partners.schemas.institution import InstitutionAccountSchema
from services.partners.web import credentials
from services.partners.web.opened_accounts import open_account
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import reading, transaction

pages = Blueprint("institution_accounts", __name__, url_prefix="/lembaga/<uuid:institution_id>/akun")


@pages.get("/baru")
@allow(Right.INSTITUTION_ACCOUNTS_KEEP)
def new(institution_id: UUID) -> str:
    with reading() as session:
        institution = get_institution(session, institution_id)
    known = {"account_name": institution.contact_name, "account_email": institution.email}
    return _form_page(institution, Form.blank(InstitutionAccountSchema(), activate=True, **known))


@pages.post("")
@allow(Right.INSTITUTION_ACCOUNTS_KEEP)
def create(institution_id: UUID) -> ResponseReturnValue:
    form = Form.load(InstitutionAccountSchema(), request.form)
    with reading() as session:
        form.also(email_taken(session, form.read.get("account_email"), institution_id))
    if form.ok:
        with form.saving(email="account_email") as session:
            institution = get_institution(session, institution_id)
            opened = open_account(
                session,
                institution,
                form.data["account_name"],
                form.data["account_email"],
                activate=form.data["activate"],
            )
        if form.ok:
            return show_password(institution, *opened)
    with reading() as session:
        institution = get_institution(session, institution_id)
    return _form_page(institution, form), form.status


@pages.post("/<uuid:account_id>/sandi")
@allow(Right.INSTITUTION_ACCOUNTS_KEEP)
def reset(institution_id: UUID, account_id: UUID) -> str:
    with transaction() as session:
        institution = get_institution(session, institution_id)
        account = get_account_of(session, institution_id, account_id)
        password = account_passwords.reset_password(session, account_id, credentials.as_shown())
    return show_password(institution, account, password)


@pages.post("/<uuid:account_id>/aktif")
@allow(Right.INSTITUTION_ACCOUNTS_KEEP)
def reactivate(institution_id: UUID, account_id: UUID) -> str:
    with transaction() as session:
        institution = get_institution(session, institution_id)
        account = get_account_of(session, institution_id, account_id)
        password = accounts.reactivate_account(session, account_id)
    return show_password(institution, account, password)


@pages.post("/<uuid:account_id>/nonaktif")
@allow(Right.INSTITUTION_ACCOUNTS_KEEP)
def deactivate(institution_id: UUID, account_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        account = get_account_of(session, institution_id, account_id)
        accounts.deactivate_account(session, account_id)
    flash(gettext("{name} can no longer sign in.", name=account.name))
    return redirect(url_for("institutions.show", institution_id=institution_id), 303)


def show_password(institution: Institution, account: Account, password: str | None) -> str:
    """Answer with the password itself: after a redirect there would be no safe place to take it from."""
    return render_template(
        "partners/account/password.html",
        account=account,
        password=password,
        lead=institution.name,
        institution=institution,
        back=url_for("institutions.show", institution_id=institution.id),
    )


def _form_page(institution: Institution, form: Form) -> str:
    return render_template("partners/institutions/new_account.html", institution=institution, form=form)
