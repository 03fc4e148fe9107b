"""The office as this request's pages show it."""

from flask import current_app, g
from sqlalchemy.exc import SQLAlchemyError

from shared.office import in_force, unsaid
from shared.settings import Settings
from shared.web.transaction import reading


def current_settings() -> Settings:
    """Return the settings with the office as it presents itself at this moment, looked up once a request."""
    if "settings" not in g:
        installed: Settings = current_app.config["SETTINGS"]
        try:
            with reading() as session:
                g.settings = in_force(session, installed)
        except SQLAlchemyError:
            # The page that says that the database is away must not need it.
            g.settings = installed
    settings: Settings = g.settings
    return settings


def forget_settings() -> None:
    """Look them up anew: they were changed by this request."""
    g.pop("settings", None)


def unsaid_of_the_office() -> list[str]:
    """Return what goes out although it leads nowhere."""
    return unsaid(current_settings().office)
