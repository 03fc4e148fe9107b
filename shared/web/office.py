"""The office as this request's pages show it."""

from dataclasses import dataclass

from flask import current_app, g
from sqlalchemy.exc import SQLAlchemyError

from shared.office import in_force, unsaid
from shared.outgoing_mail import unsaid_sender
from shared.settings import Settings
from shared.web.transaction import reading

OFFICE_PATH, SENDER_PATH = "/kantor", "/kantor/server"


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


@dataclass(frozen=True)
class Unsaid:
    """What goes out although it leads nowhere, and the part of the page Office where it is said."""

    what: list[str]
    path: str


def unsaid_of_the_office() -> Unsaid | None:
    """Return what goes out although it leads nowhere; None where nothing does."""
    of_office, of_mail = unsaid(current_settings().office), _unsaid_of_mail()
    page = OFFICE_PATH if of_office else SENDER_PATH
    return Unsaid([*of_office, *of_mail], page) if of_office or of_mail else None


def _unsaid_of_mail() -> list[str]:
    try:
        with reading() as session:
            return unsaid_sender(session)
    except SQLAlchemyError:
        return []  # as above: nothing is known at the moment
