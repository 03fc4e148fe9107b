"""The accounts of the office, kept by its administrator: by a link that works once, or a password shown once."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions import account_opening, account_passwords, accounts
from services.partners.domain.account import OFFICE_ROLES
from services.partners.domain.first_hour import MAY_BE_LEFT_OUT
from services.partners.models.account import Account
from services.partners.models.step_aside import all_aside
from services.partners.queries.accounts import get_office_account, office_accounts
from services.partners.queries.taken import email_taken
from services.partners.schemas.account import OfficeAccountSchema
from services.partners.web import credentials
from services.partners.web.invited import invited_page
from shared.language import gettext, translate
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import reading, transaction

pages = Blueprint("office_accounts", __name__, url_prefix="/akun/kantor")


@pages.get("")
@allow(Right.OFFICE_ACCOUNTS_KEEP)
def index() -> str:
    with reading() as session:
        rows = office_accounts(session)
        alone = MAY_BE_LEFT_OUT["colleagues"] if len(rows) < 2 and "colleagues" in all_aside(session) else None
    return render_template("partners/account/office.html", accounts=rows, office_roles=OFFICE_ROLES, alone=alone)


@pages.get("/baru")
@allow(Right.OFFICE_ACCOUNTS_KEEP)
def new() -> str:
    return _form_page(Form.blank(OfficeAccountSchema()))


@pages.post("")
@allow(Right.OFFICE_ACCOUNTS_KEEP)
def create() -> ResponseReturnValue:
    form = Form.load(OfficeAccountSchema(), request.form)
    with reading() as session:
        form.also(email_taken(session, form.read.get("email"), None, field="email"))
    if form.ok:
        page = ""
        with form.saving() as session:
            account, made = account_opening.open_office_account(session, **form.data)
            page = invited_page(session, account.id) if made or account.password_is_generated else ""
        if form.ok:
            return page or _show_password(account, None)
    return _form_page(form), form.status


@pages.post("/<uuid:account_id>/undang")
@allow(Right.OFFICE_ACCOUNTS_KEEP)
def invite(account_id: UUID) -> str:
    with transaction() as session:
        get_office_account(session, account_id)
        return invited_page(session, account_id)


@pages.post("/<uuid:account_id>/sandi")
@allow(Right.OFFICE_ACCOUNTS_KEEP)
def reset(account_id: UUID) -> str:
    with transaction() as session:
        account = get_office_account(session, account_id)
        password = account_passwords.reset_password(session, account_id, credentials.as_shown())
    return _show_password(account, password)


@pages.post("/<uuid:account_id>/aktif")
@allow(Right.OFFICE_ACCOUNTS_KEEP)
def reactivate(account_id: UUID) -> str:
    with transaction() as session:
        account = get_office_account(session, account_id)
        password = accounts.reactivate_account(session, account_id)
    return _show_password(account, password)


@pages.post("/<uuid:account_id>/nonaktif")
@allow(Right.OFFICE_ACCOUNTS_KEEP)
def deactivate(account_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        account = get_office_account(session, account_id)
        accounts.deactivate_account(session, account_id)
    flash(gettext("{name} can no longer sign in.", name=account.name))
    return redirect(url_for("office_accounts.index"), 303)


@pages.post("/<uuid:account_id>/peran")
@allow(Right.OFFICE_ACCOUNTS_KEEP)
def change_role(account_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        account = get_office_account(session, account_id)
        accounts.change_role(session, account_id, request.form.get("role", ""))
    flash(gettext("{name} has another role and must sign in again.", name=account.name))
    return redirect(url_for("office_accounts.index"), 303)


def _show_password(account: Account, password: str | None) -> str:
    return render_template(
        "partners/account/password.html",
        account=account,
        password=password,
        lead=translate(OFFICE_ROLES[account.role]),
        back=url_for("office_accounts.index"),
    )


def _form_page(form: Form) -> str:
    return render_template("partners/account/new_office_account.html", form=form, office_roles=OFFICE_ROLES)
