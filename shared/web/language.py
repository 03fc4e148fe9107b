"""Indonesian unless the person chose English (a cookie) or the program asks for it (Accept-Language).

Whoever came by a signed link may refuse cookies: there the address says the language.
"""

from flask import current_app, make_response, redirect, request
from werkzeug.wrappers import Response

from shared.language import DEFAULT, LANGUAGES
from shared.web.auth import is_api_request
from shared.web.link_pages import is_link_page
from shared.web.redirects import next_path

COOKIE = "lang"
IN_ADDRESS = "bahasa"
A_YEAR = 365 * 24 * 3600


def chosen_language() -> str:
    """Return the language this person, or this program's reader, understands."""
    if is_api_request():
        return request.accept_languages.best_match(LANGUAGES, DEFAULT)
    language = language_in_address() or request.cookies.get(COOKIE, DEFAULT)
    return language if language in LANGUAGES else DEFAULT


def language_in_address() -> str | None:
    """Return the language that the address of a link page asks for."""
    return request.args.get(IN_ADDRESS) if is_link_page() else None


def switch_language() -> Response:
    """Remember the language sent with the form and go back to where the person was."""
    wanted = request.form.get("language", DEFAULT)
    response = make_response(redirect(next_path(), 303))
    response.set_cookie(
        COOKIE,
        wanted if wanted in LANGUAGES else DEFAULT,
        max_age=A_YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response
