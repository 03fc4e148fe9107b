"""The web process of a service, put together from its pages and its API."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flask import Flask
from flask_bootstrap import Bootstrap5
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.local import LocalProxy

from shared.database import Database
from shared.language import LANGUAGES, current_language, gettext
from shared.rights import Right
from shared.sessions import SIGNED_IN_FOR
from shared.settings import Settings
from shared.web.access import undeclared_routes
from shared.web.addresses import check_addresses
from shared.web.api import build_api
from shared.web.api_docs import add_api_docs
from shared.web.assets import STATIC, add_own_files, asset, own_asset
from shared.web.auth import current_user, may
from shared.web.charts import add_charts
from shared.web.deadline import end_in_time
from shared.web.errors import add_error_handlers
from shared.web.form_data import pairs
from shared.web.format import add_filters
from shared.web.headers import add_headers
from shared.web.health import add_health
from shared.web.help import help_link
from shared.web.icons import icon
from shared.web.limits import add_limits
from shared.web.link_pages import add_link_pages, is_link_page
from shared.web.navigation import OFFICE, is_here, menu, office_page
from shared.web.office import current_settings, unsaid_of_the_office
from shared.web.parked import add_parked
from shared.web.parked_api import parked_api
from shared.web.protection import add_protection
from shared.web.redirects import page_url
from shared.web.story import ask_who_may, tell_stories
from shared.web.weight import LARGEST_REQUEST, weigh_requests
from shared.web.words import add_vocabulary
from shared.web.work import add_work
from shared.web.work_api import work_api

HERE = Path(__file__).parent


def build_app(
    settings: Settings,
    *,
    package: str,
    pages: Sequence[Any] = (),
    link_pages: Sequence[Any] = (),
    apis: Sequence[Any] = (),
) -> Flask:
    """Return the WSGI app of a service; raises RuntimeError if a route does not say who may use it.

    ``link_pages`` are those that a signed link opens, without an account and without cookies.
    """
    app = Flask(package, static_folder=STATIC, template_folder="templates")
    configure(app, settings)
    app.extensions["database"] = Database(settings.database_url, signing_keys=settings.secret_keys)
    end_in_time(app)
    tell_stories(app)
    check_addresses(app)
    ask_who_may(app)
    weigh_requests(app)
    csrf = add_protection(app)
    Bootstrap5(app)
    add_limits(app)
    add_headers(app)
    add_error_handlers(app)
    prepare_templates(app)
    for blueprint in pages:
        app.register_blueprint(blueprint)
    add_own_files(app, settings)
    add_link_pages(app, csrf, link_pages)
    add_health(app, settings)
    add_parked(app, settings)
    add_work(app, settings)
    blueprints = [*apis, parked_api(settings), work_api(settings)]
    for blueprint in blueprints:
        csrf.exempt(blueprint)
    add_api_docs(app, settings, build_api(app, settings, blueprints))
    silent = undeclared_routes(app)
    if silent:
        raise RuntimeError(f"these routes do not say who may use them: {', '.join(silent)}")
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Set what Flask and its extensions need: one cookie and one key list for the three services."""
    signing_key, *older_keys = settings.secret_keys
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=signing_key,
        SECRET_KEY_FALLBACKS=older_keys,
        SESSION_COOKIE_NAME="sinergi",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        PERMANENT_SESSION_LIFETIME=SIGNED_IN_FOR,
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=int(SIGNED_IN_FOR.total_seconds()),
        # The token is the proof; some browsers keep to themselves which page they come from.
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        SEND_FILE_MAX_AGE_DEFAULT=24 * 3600,
        BOOTSTRAP_SERVE_LOCAL=True,
    )


def prepare_templates(app: Flask) -> None:
    """Give templates the kernel's layout, macros, formats and words."""
    own = app.jinja_loader
    shared = FileSystemLoader(HERE / "templates")
    app.jinja_loader = ChoiceLoader([loader for loader in (own, shared) if loader])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        _=gettext,
        asset=asset,
        own_asset=own_asset,
        icon=icon,
        page_url=page_url,
        current_user=current_user,
        current_language=current_language,
        languages=LANGUAGES,
        is_link_page=is_link_page,
        may=may,
        menu=menu,
        is_here=is_here,
        help_link=help_link,
        office_pages=OFFICE,
        office_page=office_page,
        pairs=pairs,
        Right=Right,
        settings=LocalProxy(current_settings),
        unsaid_of_the_office=unsaid_of_the_office,
    )
    add_filters(app)
    add_charts(app)
    add_vocabulary(app)
