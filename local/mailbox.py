"""The mailbox page of one machine: every mail the system sent, as its reader would see it."""

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from local.environment import MAILBOX
from local.mails import Mail, delete_mails, find_mail, kept_mails
from shared.errors import NotFound
from shared.language import msg
from shared.settings import Settings
from shared.web.auth import allow_anyone
from shared.web.errors import answer
from shared.web.paging import SIZE, Page, offset, page_number

# A mail is a stranger's page: no script, nothing loaded, no way to the site around it; its links open elsewhere.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
LINKS_OPEN_ELSEWHERE = '<base target="_blank">'

mailbox = Blueprint("mailbox", __name__, url_prefix=MAILBOX, template_folder="templates")

LOCKED = msg("Bukalah kotak surat lewat link di terminal, atau lewat link di bawah halaman kantor.")


@mailbox.before_request
def let_in_whoever_has_the_link() -> ResponseReturnValue | None:
    """Every mail here is somebody's: a browser is let in by the key in the link, and remembered."""
    if "kunci" in request.args and secrets.compare_digest(request.args["kunci"].encode(), key().encode()):
        session["mailbox"] = True
        return redirect(request.path, 303)
    return None if session.get("mailbox") else answer(403, LOCKED)


def key() -> str:
    """Return the key in the link of this installation's mailbox."""
    settings: Settings = current_app.config["SETTINGS"]
    return parse_qs(urlsplit(settings.mailbox_url or "").query)["kunci"][0]


@mailbox.get("")
@allow_anyone
def index() -> str:
    recipient = request.args.get("kepada", "")
    mails = kept_mails(directory(), recipient)
    number = page_number()
    page = Page(mails[offset(number) : offset(number) + SIZE], number, SIZE, len(mails))
    return render_template("mailbox/index.html", page=page, recipient=recipient)


@mailbox.get("/<name>")
@allow_anyone
def show(name: str) -> str:
    return render_template("mailbox/show.html", mail=mail_or_404(name))


@mailbox.get("/<name>/html")
@allow_anyone
def html(name: str) -> Response:
    body = mail_or_404(name).html
    if body is None:
        raise NotFound
    response = Response(LINKS_OPEN_ELSEWHERE + body, mimetype="text/html")
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


@mailbox.get("/<name>/sumber")
@allow_anyone
def source(name: str) -> Response:
    return Response(mail_or_404(name).path.read_bytes(), mimetype="text/plain", headers={"Content-Language": "id"})


@mailbox.get("/<name>/lampiran/<int:number>")
@allow_anyone
def attachment(name: str, number: int) -> Response:
    parts: list[Any] = mail_or_404(name).attachments
    if number >= len(parts):
        raise NotFound
    response = Response(parts[number].get_payload(decode=True), mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=parts[number].get_filename() or "lampiran")
    return response


@mailbox.post("/hapus")
@allow_anyone
def delete() -> Any:
    delete_mails(directory())
    flash("Kotak surat sudah dikosongkan.")
    return redirect(MAILBOX, 303)


def directory() -> Path:
    return Path(current_app.config["SETTINGS"].data_dir) / "mail"


def mail_or_404(name: str) -> Mail:
    mail = find_mail(directory(), name)
    if mail is None:
        raise NotFound
    return mail
