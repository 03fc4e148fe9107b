"""The mail log: what went to whom, what did not, and why."""

from collections.abc import Container
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.notifications.actions import messages
from services.notifications.channels.rendering import as_read
from services.notifications.domain.message import CHANNELS, REASONS, STATES, UNWRITABLE, is_resendable, is_unsettled
from services.notifications.letters.catalogue import LETTERS, label_of
from services.notifications.models.message import count_unsettled
from services.notifications.queries.emails import EmailFilter, count_by_state, get_email, has_emails, list_emails
from services.notifications.queries.reader import reader_of
from services.notifications.schemas.email import RevisionSchema
from shared.clock import now
from shared.errors import NotFound
from shared.language import gettext, translate
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.office import current_settings
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.transaction import reading, transaction

pages = Blueprint("emails", __name__, url_prefix="/surel")

PREVIEW_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)


@pages.get("")
@allow(Right.MAILS_READ)
def index() -> ResponseReturnValue:
    wanted = _wanted()
    number = page_number()
    with reading() as session:
        found, total = list_emails(session, wanted, SIZE, offset(number))
        counts = count_by_state(session, wanted)
        to_settle = count_unsettled(session)
        some = bool(found) or has_emails(session)
    return render_template(
        "notifications/emails/list.html",
        page=Page(found, number, SIZE, total),
        wanted=wanted,
        now=now(),
        counts=counts,
        some=some,
        to_settle=to_settle,
        states=STATES,
        reasons=REASONS,
        templates=LETTERS,
        labels={name: letter.label for name, letter in LETTERS.items()},
        label_of=label_of,
    )


@pages.get("/<uuid:email_id>")
@allow(Right.MAILS_READ)
def show(email_id: UUID) -> ResponseReturnValue:
    with reading() as session:
        email = get_email(session, email_id)
        goes_to = reader_of(session, email.addressee)
    label = label_of(email.template)
    written = as_read(email, current_settings())
    return render_template(
        "notifications/emails/page.html",
        email=email,
        goes_to=goes_to,
        channels=CHANNELS,
        written=written,
        subject=email.subject or (written.subject if written else translate(label)),
        label=label,
        states=STATES,
        reasons=REASONS,
        resendable=is_resendable(email.state, email.reason),
        open=is_unsettled(email.state, email.reason, email.settled_at),
    )


@pages.get("/<uuid:email_id>/pratinjau")
@allow(Right.MAILS_READ)
def preview(email_id: UUID) -> ResponseReturnValue:
    """Answer with the mail's HTML, for a frame that may run nothing and fetch nothing."""
    with reading() as session:
        email = get_email(session, email_id)
    written = as_read(email, current_settings())
    if written is None:
        raise NotFound(UNWRITABLE)
    headers = {"Content-Security-Policy": PREVIEW_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return Response(written.html, mimetype="text/html", headers=headers)


@pages.post("/<uuid:email_id>/kirim-ulang")
@allow(Right.MAILS_MOVE)
def resend(email_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        messages.resend(session, email_id, _revision())
    flash(gettext("The mail is on the list again."))
    return redirect(url_for("emails.show", email_id=email_id), 303)


@pages.post("/<uuid:email_id>/sudah-sampai")
@allow(Right.MAILS_MOVE)
def confirm_arrival(email_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        messages.confirm_arrival(session, email_id, _revision())
    flash(gettext("Noted that the mail arrived."))
    return redirect(url_for("emails.show", email_id=email_id), 303)


@pages.post("/<uuid:email_id>/sudah-dikabari")
@allow(Right.MAILS_MOVE)
def settle(email_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        messages.settle(session, email_id, _revision())
    flash(gettext("Noted that its reader knows. The mail no longer waits for you."))
    return redirect(url_for("emails.index", perlu=1), 303)


def _wanted() -> EmailFilter:
    return EmailFilter(
        state=_known("status", STATES),
        template=_known("jenis", LETTERS),
        search=request.args.get("cari"),
        offer_id=request.args.get("penawaran", type=UUID),
        invitation_id=request.args.get("undangan", type=UUID),
        ikm_id=request.args.get("ikm", type=UUID),
        unsettled=bool(request.args.get("perlu")),
    )


def _known(name: str, choices: Container[str]) -> str | None:
    """Return a filter's value, or None where it is none of the choices."""
    value = request.args.get(name)
    return value if value in choices else None


def _revision() -> int | None:
    return Form.load(RevisionSchema(), request.form).data.get("revision")
