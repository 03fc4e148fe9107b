"""The web process of notifications: mail log, blocked addresses, API."""

from flask import Flask

from services.notifications.web import emails, mail_readers, mail_server, suppressions, unsubscribe
from services.notifications.web.api import emails as emails_api
from services.notifications.web.api import mail_server as mail_server_api
from services.notifications.web.api import suppressions as suppressions_api
from shared.settings import Settings
from shared.web.app import build_app


def create_app(settings: Settings | None = None) -> Flask:
    return build_app(
        settings or Settings.from_env("notifications"),
        package="services.notifications",
        pages=[emails.pages, mail_server.pages, mail_readers.pages, suppressions.pages],
        link_pages=[unsubscribe.pages],
        apis=[emails_api.api, mail_server_api.api, suppressions_api.api],
    )
