"""Whoever has to sign in first: sent to the sign-in page, or, with a form in hand, asked at once so nothing is lost."""

from http import HTTPStatus

from flask import make_response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from shared.language import Message, msg
from shared.web.forms import Form
from shared.web.redirects import to_sign_in
from shared.web.typed import KEPT, seal_typed
from shared.web.weight import LARGEST_OF_STRANGERS

NO_LONGER = msg("You are no longer signed in. What you typed is not lost: sign in here and you find it again.")


def ask_to_sign_in() -> Response:
    """Ask a person to sign in; what they typed is kept in the page, sealed."""
    kept = _typed_so_far()
    return sign_in_page(kept, NO_LONGER) if kept else to_sign_in()


def _typed_so_far() -> str | None:
    # Nobody knows yet who this is: no more is read than what a stranger may send.
    request.max_content_length = LARGEST_OF_STRANGERS
    try:
        return seal_typed()
    except RequestEntityTooLarge:
        return None


def sign_in_page(kept: str, why: Message) -> Response:
    """Return the sign-in page with a sealed form in it."""
    form = Form({"next": "", KEPT: kept})
    return make_response(render_template("sign_in.html", form=form, why=why), HTTPStatus.UNAUTHORIZED)
