"""The web process of notifications: mail log, blocked addresses, API."""

from flask import Flask

from services.notifications.web import emails, suppressions, unsubscribe
from services.notifications.web.api import emails as emails_api
from services.notifications.web.api import suppressions as suppressions_api
from shared.settings import Settings
from shared.web.app import build_app


def create_app(settings: Settings | None = None) -> Flask:
    app = build_app(
        settings or Settings.from_env("notifications"),
        package="services.notifications",
        pages=[emails.pages, suppressions.pages, unsubscribe.pages],
        apis=[emails_api.api, suppressions_api.api],
    )
    # A mail program presses the button by itself and has no form of ours; the signed link is the proof (RFC 8058).
    app.extensions["csrf"].exempt(unsubscribe.pages)
    return app
