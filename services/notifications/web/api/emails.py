"""The mail log for programs."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.notifications.actions import messages
from services.notifications.channels.rendering import as_read
from services.notifications.models.message import Message
from services.notifications.queries.emails import EmailFilter, count_by_state, get_email, list_emails
from services.notifications.schemas.email import (
    EmailDetailSchema,
    EmailPageSchema,
    EmailQuerySchema,
    EmailSchema,
    RevisionSchema,
)
from shared.rights import Right
from shared.web.api import one_page
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.office import current_settings
from shared.web.paging import offset
from shared.web.transaction import reading, transaction

api = ApiBlueprint("emails_api", __name__, url_prefix="/api/notifications/v1/emails", description="The mail log")


@api.route("")
class Emails(MethodView):
    @allow(Right.MAILS_READ)
    @api.arguments(EmailQuerySchema, location="query")
    @api.response(200, EmailPageSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List mails, newest first"""
        number, size = query.pop("page"), query.pop("page_size")
        wanted = EmailFilter(**query)
        with reading() as session:
            found, total = list_emails(session, wanted, size, offset(number, size))
            return one_page(found, total, number, size, counts=count_by_state(session, wanted))


@api.route("/<uuid:email_id>")
class OneEmail(MethodView):
    @allow(Right.MAILS_READ)
    @api.response(200, EmailDetailSchema)
    def get(self, email_id: UUID) -> dict[str, Any]:
        """Read one mail with its text; the personal answer link is masked"""
        with reading() as session:
            return _detail(get_email(session, email_id))


@api.route("/<uuid:email_id>/resend")
class Resend(MethodView):
    @allow(Right.MAILS_MOVE)
    @api.arguments(RevisionSchema)
    @api.response(200, EmailSchema)
    def post(self, body: dict[str, Any], email_id: UUID) -> Message:
        """Send a failed or uncertain mail again"""
        with transaction() as session:
            return messages.resend(session, email_id, body.get("revision"))


@api.route("/<uuid:email_id>/confirm-arrival")
class ConfirmArrival(MethodView):
    @allow(Right.MAILS_MOVE)
    @api.arguments(RevisionSchema)
    @api.response(200, EmailSchema)
    def post(self, body: dict[str, Any], email_id: UUID) -> Message:
        """Note that an uncertain mail has arrived"""
        with transaction() as session:
            return messages.confirm_arrival(session, email_id, body.get("revision"))


@api.route("/<uuid:email_id>/settle")
class Settle(MethodView):
    @allow(Right.MAILS_MOVE)
    @api.arguments(RevisionSchema)
    @api.response(200, EmailSchema)
    def post(self, body: dict[str, Any], email_id: UUID) -> Message:
        """Note that somebody was told otherwise what a mail did not bring"""
        with transaction() as session:
            return messages.settle(session, email_id, body.get("revision"))


def _detail(email: Message) -> dict[str, Any]:
    written = as_read(email, current_settings())
    values = {name: getattr(email, name) for name in EmailSchema().fields}
    values["deliveries"] = email.deliveries
    words = {name: getattr(written, name, None) for name in ("subject", "text", "html")}
    return values | words | {"subject": email.subject or words["subject"]}
