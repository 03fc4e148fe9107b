"""The first accounts of an installation on one machine."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from local.environment import database_variable
from local.place import Place
from services.partners.actions.accounts import create_account
from shared.database import Database

ADMIN_EMAIL = "admin@sinergi.localhost"


@dataclass(frozen=True)
class SignIn:
    who: str
    email: str
    password: str

    @property
    def line(self) -> str:
        return f"  Sign in   {self.email:<28} {self.password}   ({self.who})"


def first_administrator(place: Place, environment: Mapping[str, str]) -> list[SignIn]:
    """Make the first account and return it; nothing if there is one. Its password stays in secrets.json."""
    if "admin_password" in place.read_secrets():
        return []
    password = secrets.token_urlsafe(12)
    sign_in = SignIn("Administrator", ADMIN_EMAIL, password)
    open_account(environment, sign_in, role="admin")
    place.keep_secrets({"admin_password": password})
    return [sign_in]


def open_account(environment: Mapping[str, str], sign_in: SignIn, role: str) -> None:
    """Make an account of the office; making it again changes nothing."""
    database = Database(environment[database_variable("partners")])
    try:
        with database.transaction() as session:
            create_account(
                session,
                id=uuid5(NAMESPACE_URL, f"mailto:{sign_in.email}"),
                email=sign_in.email,
                name=sign_in.who,
                role=role,
                password=sign_in.password,
            )
    finally:
        database.dispose()
