"""The first accounts of an installation on one machine."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from local.place import Place
from services.partners.actions.account_opening import create_account
from shared.database import Database
from shared.passwords import matches
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


def first_administrator(place: Place, environment: Mapping[str, str], *, for_trial: bool = False) -> list[SignIn]:
    """Make the first account and return how to sign in with it, as long as nobody chose a password of their own.

    Its password stays in secrets.json. Nobody has to change it where all of it is ``for_trial``.
    """
    password = place.read_secrets().get("admin_password") or secrets.token_urlsafe(12)
    # Kept before the account is there: a start cut short between the two leaves no account nobody can enter.
    place.keep_secrets({"admin_password": password})
    sign_in = SignIn("Administrator", ADMIN_EMAIL, password)
    opens = open_account(environment, sign_in, role="admin", password_is_generated=not for_trial)
    return [sign_in] if opens else []


def open_account(
    environment: Mapping[str, str], sign_in: SignIn, role: str, *, password_is_generated: bool = False
) -> bool:
    """Make an account of the office and tell whether this password opens it; making it again changes nothing."""
    account_id = uuid5(NAMESPACE_URL, f"mailto:{sign_in.email}")
    settings = Settings.from_env("partners", environment)
    database = Database(settings.database_url, signing_keys=settings.secret_keys)
    try:
        with database.transaction() as session:
            account = create_account(
                session,
                id=account_id,
                email=sign_in.email,
                name=sign_in.who,
                role=role,
                password=sign_in.password,
                password_is_generated=password_is_generated,
            )
            return account.email == sign_in.email and matches(account.password_hash, sign_in.password)
    finally:
        database.dispose()
