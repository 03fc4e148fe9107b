"""The first accounts of an installation on one machine."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from local.place import Place
from services.partners.actions.accounts import create_account
from services.partners.models.account import Account
from shared.database import Database
from shared.settings import Settings

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
    password = place.read_secrets().get("admin_password") or secrets.token_urlsafe(12)
    # Kept before the account is there: a start cut short between the two leaves no account nobody can enter.
    place.keep_secrets({"admin_password": password})
    sign_in = SignIn("Administrator", ADMIN_EMAIL, password)
    return [sign_in] if open_account(environment, sign_in, role="admin") else []


def open_account(environment: Mapping[str, str], sign_in: SignIn, role: str) -> bool:
    """Make an account of the office and tell whether it is new; making it again changes nothing."""
    account_id = uuid5(NAMESPACE_URL, f"mailto:{sign_in.email}")
    settings = Settings.from_env("partners", environment)
    database = Database(settings.database_url, signing_keys=settings.secret_keys)
    try:
        with database.transaction() as session:
            is_new = session.get(Account, account_id) is None
            create_account(
                session,
                id=account_id,
                email=sign_in.email,
                name=sign_in.who,
                role=role,
                password=sign_in.password,
            )
        return is_new
    finally:
        database.dispose()
