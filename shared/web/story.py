"""Around every request: who asks, in which language, as part of which story, and whether they may."""

import re
from contextlib import ExitStack

from flask import Flask, g, request
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response

from shared.context import SYSTEM, acting_as, correlation_id
from shared.errors import Forbidden
from shared.language import use_language
from shared.log import get_logger
from shared.nik import holds_nik
from shared.web.access import FILES, is_open_to, rights_for_this_request
from shared.web.auth import current_user, is_api_request
from shared.web.language import chosen_language
from shared.web.signed_out import ask_to_sign_in

HEADER = "X-Request-Id"
READING = ("GET", "HEAD", "OPTIONS")
PLAIN_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,64}")

log = get_logger(__name__)


def tell_stories(app: Flask) -> None:
    """Bind actor, language and correlation id around each request of this app."""

    @app.before_request
    def begin() -> None:
        g.story = ExitStack()
        g.story.enter_context(use_language(chosen_language()))
        g.story.enter_context(acting_as(SYSTEM, _story_sent()))
        if request.endpoint in FILES:
            return
        user = current_user()
        if user is not None:
            g.story.enter_context(acting_as(user, correlation_id()))

    @app.after_request
    def name_the_story(response: Response) -> Response:
        response.headers[HEADER] = correlation_id()
        if request.method not in READING:
            log.info("request_answered", method=request.method, endpoint=request.endpoint, status=response.status_code)
        return response

    @app.teardown_request
    def end(_: BaseException | None) -> None:
        story: ExitStack | None = g.pop("story", None)
        if story is not None:
            story.close()


def ask_who_may(app: Flask) -> None:
    """Let nobody further than their rights go."""
    app.before_request(_check)


def _check() -> Response | None:
    if request.endpoint in FILES:
        return None
    needed, user = rights_for_this_request(), current_user()
    if needed is None:
        raise RuntimeError(f"{request.endpoint} does not say what right it needs")
    if is_open_to(user, needed):
        return None
    if user is not None:
        raise Forbidden
    if is_api_request():
        raise Unauthorized
    return ask_to_sign_in()


def _story_sent() -> str | None:
    sent = request.headers.get(HEADER, "")
    return sent if PLAIN_TOKEN.fullmatch(sent) and not holds_nik(sent) else None
