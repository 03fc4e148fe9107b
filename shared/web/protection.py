"""Forms are acted on only when sent from a page of this session; what was typed on an older one is asked again."""

from flask import Flask, abort, current_app, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from shared.errors import Forbidden, Refused
from shared.language import msg
from shared.web.access import ANYONE, rights_for_this_request
from shared.web.asked_again import only_show
from shared.web.auth import current_user, is_api_request
from shared.web.page_owner import FIELD, UnknownPage, page_owner
from shared.web.signed_out import sign_in_page
from shared.web.typed import REOPEN, form_path, seal_typed, unseal

OPEN_LONG = msg("This page was open for a long time. Check what you entered, then send it once more.")
NO_COOKIE = msg(
    "Please send this once more: the page was open for a long time, or your browser keeps no cookies. "
    "If you read this again, allow cookies for this site."
)
SIGNED_IN_AGAIN = msg("You had to sign in again. Check what you entered, then send it once more.")
ANOTHERS_PAGE = msg(
    "This page was opened with another account, so nothing was sent. "
    "What was typed is not lost: sign in with that account and you find it again."
)
ANOTHER_ACCOUNT = msg("This was typed with another account, so it is not shown.")
TOO_OLD = msg("What was typed is no longer kept. Please enter it again.")


class FormProtection(CSRFProtect):  # type: ignore[misc] # Flask-WTF carries no types
    """Refuses forms of other sites and other people, and shows its own typed form to whoever waited too long."""

    def protect(self, apply_exemptions: bool = False) -> None:
        try:
            super().protect(apply_exemptions)
        except CSRFError:
            if request.files:
                raise
            if not _is_own_page():
                _ask_its_writer()
                raise
            only_show(_fields(), OPEN_LONG if _sends_cookie() else NO_COOKIE)


def add_protection(app: Flask) -> CSRFProtect:
    """Protect every form of this app, and open sealed ones again."""
    csrf = FormProtection(app)
    app.before_request(_reopen)
    return csrf


def _reopen() -> None:
    """Show a form that was sealed when its session had ended, to whoever typed it."""
    # Looking into the form of a program's request would use up its body.
    sealed = None if is_api_request() else request.form.get(REOPEN)
    if not sealed:
        return
    typed, user = unseal(sealed), current_user()
    if typed is None or typed.path != form_path():
        raise Refused(TOO_OLD)
    if user is None or user.id != typed.owner:
        raise Forbidden(ANOTHER_ACCOUNT)
    only_show(typed.fields, SIGNED_IN_AGAIN)


def _ask_its_writer() -> None:
    """Answer with the sign-in page where the form was typed on a page of another account."""
    kept = seal_typed()
    if kept:
        abort(sign_in_page(kept, ANOTHERS_PAGE))


def _is_own_page() -> bool:
    try:
        owner = page_owner()
    except UnknownPage:
        return False
    user = current_user()
    return owner == user.id if user else rights_for_this_request() == ANYONE


def _fields() -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.form.items(multi=True) if name != FIELD]


def _sends_cookie() -> bool:
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies
