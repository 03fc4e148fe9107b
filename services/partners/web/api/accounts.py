"""Accounts by JSON: the office's for its administrator, an institution's for staff."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask.views import MethodView
from sqlalchemy.orm import Session

from services.partners.actions import account_opening, account_passwords, accounts
from services.partners.models.account import Account
from services.partners.queries.accounts import AccountView, accounts_of, get_office_account, office_accounts
from services.partners.queries.institutions import get_account_of, get_institution
from services.partners.schemas.account import (
    AccountSchema,
    AccountWithPasswordSchema,
    InvitedSchema,
    OfficeAccountSchema,
    RoleSchema,
)
from services.partners.schemas.institution import InstitutionAccountSchema
from services.partners.web.invited import invited
from services.partners.web.opened_accounts import open_account
from shared.rights import Right
from shared.web.auth import allow
from shared.web.body import IF_MATCH, ApiBlueprint
from shared.web.transaction import reading, transaction

api = ApiBlueprint("accounts-api", __name__, url_prefix="/api/partners/v1", description="Who may sign in")

IF_MATCH_FOR_PASSWORD = {
    **IF_MATCH,
    "required": False,
    "description": "For a new password: the ETag of the account as it was read, so that no second request ends it",
}
PASSWORD_COMMANDS: dict[str, Callable[[Session, UUID], str | None]] = {
    "password": lambda session, account_id: account_passwords.reset_password(session, account_id, _as_read),
    "reactivate": accounts.reactivate_account,
}


@api.route("/office-accounts")
class OfficeAccounts(MethodView):
    @allow(Right.OFFICE_ACCOUNTS_KEEP)
    @api.response(200, AccountSchema(many=True))
    def get(self) -> list[AccountView]:
        """List the accounts of the office"""
        with reading() as session:
            return office_accounts(session)

    @allow(Right.OFFICE_ACCOUNTS_KEEP)
    @api.arguments(OfficeAccountSchema)
    @api.response(201, AccountWithPasswordSchema)
    def post(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Open an account for somebody of the office; its password is told only in the first answer"""
        with transaction() as session:
            return _with_password(*account_opening.open_office_account(session, **sent))


@api.route("/office-accounts/<uuid:account_id>")
class OneOfficeAccount(MethodView):
    @allow(Right.OFFICE_ACCOUNTS_KEEP)
    @api.etag
    @api.response(200, AccountSchema)
    def get(self, account_id: UUID) -> Account:
        """Read one account of the office; its ETag goes with the request for a new password"""
        with reading() as session:
            return _tagged(get_office_account(session, account_id))


@api.route("/office-accounts/<uuid:account_id>/<any(password,reactivate):command>")
class OfficeAccountPassword(MethodView):
    @allow(Right.OFFICE_ACCOUNTS_KEEP)
    @api.doc(parameters=[IF_MATCH_FOR_PASSWORD])
    @api.response(200, AccountWithPasswordSchema)
    def post(self, account_id: UUID, command: str) -> dict[str, Any]:
        """Give a new password, or activate again with a new one"""
        with transaction() as session:
            account = get_office_account(session, account_id)
            return _with_password(account, PASSWORD_COMMANDS[command](session, account_id))


@api.route("/office-accounts/<uuid:account_id>/invite")
class InviteToOfficeAccount(MethodView):
    @allow(Right.OFFICE_ACCOUNTS_KEEP)
    @api.response(200, InvitedSchema)
    @api.alt_response(404, description="There is no such account, or it is closed")
    def post(self, account_id: UUID) -> dict[str, Any]:
        """Write somebody a link with which to choose a password; asked again within a minute it is the same link"""
        with transaction() as session:
            account = get_office_account(session, account_id)
            link, address = invited(session, account_id)
            return {**AccountSchema().dump(account), "link": address, "link_ends_at": link.ends_at}


@api.route("/office-accounts/<uuid:account_id>/deactivate")
class DeactivateOfficeAccount(MethodView):
    @allow(Right.OFFICE_ACCOUNTS_KEEP)
    @api.response(200, AccountSchema)
    def post(self, account_id: UUID) -> Account:
        """Let nobody sign in with it any more"""
        with transaction() as session:
            get_office_account(session, account_id)
            return accounts.deactivate_account(session, account_id)


@api.route("/office-accounts/<uuid:account_id>/role")
class OfficeAccountRole(MethodView):
    @allow(Right.OFFICE_ACCOUNTS_KEEP)
    @api.arguments(RoleSchema)
    @api.response(200, AccountSchema)
    def put(self, sent: dict[str, Any], account_id: UUID) -> Account:
        """Give another role"""
        with transaction() as session:
            get_office_account(session, account_id)
            return accounts.change_role(session, account_id, sent["role"])


@api.route("/institutions/<uuid:institution_id>/accounts")
class InstitutionAccounts(MethodView):
    @allow(Right.INSTITUTION_ACCOUNTS_READ)
    @api.response(200, AccountSchema(many=True))
    def get(self, institution_id: UUID) -> list[AccountView]:
        """List the accounts of an institution"""
        with reading() as session:
            get_institution(session, institution_id)
            return accounts_of(session, institution_id)

    @allow(Right.INSTITUTION_ACCOUNTS_KEEP)
    @api.arguments(InstitutionAccountSchema)
    @api.response(201, AccountWithPasswordSchema)
    def post(self, sent: dict[str, Any], institution_id: UUID) -> dict[str, Any]:
        """Open an account; its password is told only in the first answer

        With `activate` a prospective institution becomes an active partner in the same step.
        """
        with transaction() as session:
            institution = get_institution(session, institution_id)
            name, email = sent["account_name"], sent["account_email"]
            return _with_password(*open_account(session, institution, name, email, activate=sent["activate"]))


@api.route("/institutions/<uuid:institution_id>/accounts/<uuid:account_id>")
class OneInstitutionAccount(MethodView):
    @allow(Right.INSTITUTION_ACCOUNTS_READ)
    @api.etag
    @api.response(200, AccountSchema)
    def get(self, institution_id: UUID, account_id: UUID) -> Account:
        """Read one account of an institution; its ETag goes with the request for a new password"""
        with reading() as session:
            return _tagged(get_account_of(session, institution_id, account_id))


@api.route("/institutions/<uuid:institution_id>/accounts/<uuid:account_id>/<any(password,reactivate):command>")
class InstitutionAccountPassword(MethodView):
    @allow(Right.INSTITUTION_ACCOUNTS_KEEP)
    @api.doc(parameters=[IF_MATCH_FOR_PASSWORD])
    @api.response(200, AccountWithPasswordSchema)
    def post(self, institution_id: UUID, account_id: UUID, command: str) -> dict[str, Any]:
        """Give a new password, or activate again with a new one"""
        with transaction() as session:
            account = get_account_of(session, institution_id, account_id)
            return _with_password(account, PASSWORD_COMMANDS[command](session, account_id))


@api.route("/institutions/<uuid:institution_id>/accounts/<uuid:account_id>/deactivate")
class DeactivateInstitutionAccount(MethodView):
    @allow(Right.INSTITUTION_ACCOUNTS_KEEP)
    @api.response(200, AccountSchema)
    def post(self, institution_id: UUID, account_id: UUID) -> Account:
        """Let nobody sign in with it any more"""
        with transaction() as session:
            get_account_of(session, institution_id, account_id)
            return accounts.deactivate_account(session, account_id)


def _as_read(account: Account) -> bool:
    api.require_as_read([account.revision])
    return True


def _tagged(account: Account) -> Account:
    api.set_etag([account.revision])
    return account


def _with_password(account: Account, password: str | None) -> dict[str, Any]:
    return {**AccountSchema().dump(account), "password": password}
