"""Accounts: one per address, recognised only by the right password, announced with every change."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from services.partners.actions import account_opening, account_passwords, accounts
from services.partners.actions.recognition import find, recognise, strengthen_password
from services.partners.actions.sign_ins import SignInRefused
from services.partners.models import Account
from shared import passwords
from shared.context import Actor, acting_as
from shared.database import Database
from shared.errors import RuleBroken
from shared.messaging.outbox import Outbox
from shared.sessions import SessionEnd
from tests.partners import factories

PASSWORD = "kalimat yang panjang"


@pytest.fixture
def account_id(database: Database) -> UUID:
    with database.transaction() as session:
        return make(session).id


def make(session, **values) -> Account:
    known = {"id": uuid4(), "email": "sri@contoh.id", "name": "Sri", "role": "staff", "password": PASSWORD}
    return account_opening.create_account(session, **{**known, **values})


def announced(database: Database) -> list[dict]:
    with database.reading() as session:
        return [row.payload for row in session.scalars(select(Outbox).order_by(Outbox.id))]


def test_the_password_is_kept_as_argon2id_only(database: Database, account_id: UUID) -> None:
    with database.reading() as session:
        assert session.get(Account, account_id).password_hash.startswith("$argon2id$")


def test_an_address_belongs_to_one_account(database: Database, account_id: UUID) -> None:
    with pytest.raises(RuleBroken) as refusal, database.transaction() as session:
        make(session, email="SRI@contoh.id")
    assert refusal.value.field == "email"


def test_the_same_id_again_is_the_same_account(database: Database, account_id: UUID) -> None:
    with database.transaction() as session:
        assert make(session, id=account_id, email="lain@contoh.id").email == "sri@contoh.id"
    assert len(announced(database)) == 1


def test_recognised_by_address_and_password(database: Database, account_id: UUID) -> None:
    with database.reading() as session:
        assert recognise(find(session, " SRI@contoh.id"), PASSWORD).id == account_id


@pytest.mark.parametrize(("email", "password"), [("sri@contoh.id", "salah"), ("siapa@contoh.id", PASSWORD)])
def test_refused_without_saying_what_is_wrong(database: Database, account_id: UUID, email: str, password: str) -> None:
    with database.reading() as session, pytest.raises(SignInRefused):
        recognise(find(session, email), password)


def test_an_unknown_address_costs_the_same_work(monkeypatch: pytest.MonkeyPatch, database: Database) -> None:
    verified = []
    original = PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher, "verify", lambda self, known, sent: verified.append(known) or original(self, known, sent)
    )
    with database.reading() as session, pytest.raises(SignInRefused):
        recognise(find(session, "siapa@contoh.id"), PASSWORD)
    assert [known.startswith("$argon2id$") for known in verified] == [True]


def test_an_old_hash_is_made_anew(database: Database, account_id: UUID) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with database.transaction() as session:
        session.get(Account, account_id).password_hash = weak
        strengthen_password(session, account_id, PASSWORD)
        assert not passwords.is_outdated(session.get(Account, account_id).password_hash)


def test_a_new_password_ends_sessions_here_and_is_announced(database: Database, account_id: UUID) -> None:
    with database.transaction() as session:
        account_passwords.change_password(session, account_id, PASSWORD, "kalimat lain yang panjang")
    with database.reading() as session:
        ended = session.get(SessionEnd, account_id).valid_from
    first, second = announced(database)
    assert (first["revision"], second["revision"]) == (1, 2)
    assert second["sessions_valid_from"] == ended.isoformat()


@pytest.mark.parametrize(
    ("current", "new", "field"),
    [("salah", "kalimat lain yang panjang", "current_password"), (PASSWORD, PASSWORD, "new_password")],
)
def test_a_password_that_is_not_changed(
    database: Database, account_id: UUID, current: str, new: str, field: str
) -> None:
    with database.transaction() as session, pytest.raises(RuleBroken) as refusal:
        account_passwords.change_password(session, account_id, current, new)
    assert refusal.value.field == field
    assert len(announced(database)) == 1


def test_a_deactivated_account_is_announced_once(database: Database, account_id: UUID) -> None:
    with database.transaction() as session:
        accounts.deactivate_account(session, account_id)
        accounts.deactivate_account(session, account_id)
    assert [payload["active"] for payload in announced(database)] == [True, False]


def test_nobody_locks_themselves_out(database: Database, account_id: UUID) -> None:
    with acting_as(Actor(account_id, "Sri", "staff")), database.transaction() as session, pytest.raises(RuleBroken):
        accounts.deactivate_account(session, account_id)


def test_the_password_of_an_institution_is_told_once(database: Database) -> None:
    with database.transaction() as session:
        owner = factories.institution(session)
        account, password = account_opening.open_institution_account(session, owner.id, "Sri", "sri@contoh.id")
        again, nothing = account_opening.open_institution_account(session, owner.id, "Sri", "SRI@contoh.id")
    assert (again.id, nothing) == (account.id, None)
    assert password
    assert password not in str(announced(database))


def test_an_address_taken_at_the_same_moment_is_a_sentence(database: Database) -> None:
    def take(_: int) -> str:
        try:
            with database.transaction() as session:
                return make(session, email="bersama@contoh.id").email
        except RuleBroken as refusal:
            return str(refusal.field)

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(take, range(4))) == ["bersama@contoh.id", "email", "email", "email"]
