"""The mail server, its trial, and who reads which staff mail, by JSON."""

from typing import Any

from flask import current_app
from flask.views import MethodView

from services.notifications.actions import mail_trials
from services.notifications.actions.mail_readers import choose_readers
from services.notifications.actions.mail_server import change_mail_server
from services.notifications.models.mail_trial import MailTrial
from services.notifications.queries.mail_readers import chosen_readers
from services.notifications.queries.mail_server import last_trial, mail_server_view, open_to_change
from services.notifications.schemas.mail_readers import MailReadersSchema
from services.notifications.schemas.mail_server import (
    MailServerSchema,
    MailServerViewSchema,
    MailTrialSchema,
    MailTrialViewSchema,
)
from shared.errors import NotFound
from shared.language import current_language, msg
from shared.rights import Right
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.transaction import reading, transaction

api = ApiBlueprint(
    "mail-server-api", __name__, url_prefix="/api/notifications/v1", description="How mail goes out, and to whom"
)


@api.route("/mail-server")
class TheMailServer(MethodView):
    @allow(Right.OFFICE_KEEP)
    @api.response(200, MailServerViewSchema)
    def get(self) -> dict[str, Any]:
        """Read it, without its password, and what of it the installer fixed"""
        with reading() as session:
            return mail_server_view(session, current_app.config["SETTINGS"])

    @allow(Right.OFFICE_KEEP)
    @api.arguments(MailServerSchema)
    @api.response(200, MailServerViewSchema)
    def put(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Change it; ``revision`` names the one that was read, an empty password keeps the one that is sealed"""
        settings = current_app.config["SETTINGS"]
        with transaction() as session:
            said = open_to_change(mail_server_view(session, settings), sent)
            change_mail_server(session, said, sent["revision"], settings.secret_keys)
            return mail_server_view(session, settings)


@api.route("/mail-server/trial")
class TheMailTrial(MethodView):
    @allow(Right.OFFICE_KEEP)
    @api.response(200, MailTrialViewSchema)
    def get(self) -> MailTrial:
        """Read how the last trial ended"""
        with reading() as session:
            trial = last_trial(session)
        if trial is None:
            raise NotFound(msg("The mail server was not tried yet."))
        return trial

    @allow(Right.OFFICE_KEEP)
    @api.arguments(MailTrialSchema)
    @api.response(202, MailTrialViewSchema)
    def post(self, sent: dict[str, Any]) -> MailTrial:
        """Let a mail be tried; one that is under way to the same address is the answer to a second request"""
        with transaction() as session:
            return mail_trials.ask(session, sent["address"], current_language())


@api.route("/mail-readers")
class MailReaders(MethodView):
    @allow(Right.OFFICE_KEEP)
    @api.response(200, MailReadersSchema)
    def get(self) -> dict[str, Any]:
        """Read who gets which mail of the office; nobody: all"""
        with reading() as session:
            return dict(chosen_readers(session))

    @allow(Right.OFFICE_KEEP)
    @api.arguments(MailReadersSchema)
    @api.response(200, MailReadersSchema)
    def put(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Choose anew, for every kind"""
        with transaction() as session:
            choose_readers(session, sent)
            return dict(chosen_readers(session))
