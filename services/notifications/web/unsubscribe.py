"""One click, without an account, ends mails that are only news. Opening the link changes nothing (mail scanners do)."""

from flask import Blueprint, current_app, render_template, request

from services.notifications.actions import preferences
from services.notifications.channels.unsubscribe_link import read_link
from services.notifications.letters.catalogue import LETTERS
from shared.web.auth import allow_anyone
from shared.web.limits import no_guessing
from shared.web.transaction import transaction

pages = Blueprint("unsubscribe", __name__, url_prefix="/surel/berhenti")


@pages.get("/<token>")
@allow_anyone
@no_guessing
def ask(token: str) -> str:
    _, template = _read(token)
    return _page("ask", token, template)


@pages.post("/<token>")
@allow_anyone
@no_guessing
def stop(token: str) -> str:
    """Also pressed by mail programs themselves, without our form and its token (RFC 8058, 3.2)."""
    address, template = _read(token)
    with transaction() as session:
        if request.form.get("again"):
            preferences.subscribe_again(session, address, template)
        else:
            preferences.unsubscribe(session, address, template)
    return _page("again" if request.form.get("again") else "stopped", token, template)


def _read(token: str) -> tuple[str, str]:
    return read_link(token, current_app.config["SETTINGS"])


def _page(state: str, token: str, template: str) -> str:
    return render_template(
        "notifications/unsubscribe/page.html", state=state, token=token, label=LETTERS[template].label
    )
