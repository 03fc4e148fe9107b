"""The language a person reads: a cookie for pages, and for whoever is signed in also the language of mails."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.partners.actions.accounts import choose_language
from shared.language import LANGUAGES
from shared.web.auth import allow_anyone, current_user
from shared.web.language import switch_language
from shared.web.transaction import transaction

pages = Blueprint("language", __name__)


@pages.post("/bahasa")
@allow_anyone
def switch() -> ResponseReturnValue:
    user, language = current_user(), request.form.get("language")
    if user and user.id and language in LANGUAGES:
        with transaction() as session:
            choose_language(session, user.id, language)
    return switch_language()
