"""Links that set a password once: by nobody twice, by nobody late, and with nothing kept that opens one."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlalchemy import func, select

from services.partners.actions import account_links, account_opening, account_passwords, accounts, sign_ins
from services.partners.actions.recognition import find, recognise
from services.partners.models import Account, AccountLink
from shared.change import ChangeValue
from shared.clock import now
from shared.database import Database
from shared.errors import RuleBroken, WrongLink
from shared.messaging.outbox import Outbox
from shared.sessions import has_ended
from tests.conftest import MakeDatabase

EMAIL, FIRST, OWN = "sri@contoh.id", "kalimat yang panjang", "empat kata tanpa hubungan zebra"


@pytest.fixture
def database(make_database: MakeDatabase) -> Database:
    return make_database("partners")


@pytest.fixture
def account_id(database: Database) -> UUID:
    with database.transaction() as session:
        values = {"email": EMAIL, "name": "Sri", "role": "staff", "password": FIRST}
        return account_opening.create_account(session, id=uuid4(), **values).id


def invited(database: Database, account_id: UUID) -> str:
    with database.transaction() as session:
        return account_links.secret(session, account_links.invite(session, account_id))


def use(database: Database, secret: str, password: str = OWN) -> None:
    with database.transaction() as session:
        account_links.use(session, secret, password)


def opens(database: Database, password: str) -> bool:
    with database.reading() as session:
        return recognise(find(session, EMAIL), password).email == EMAIL


def links(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(AccountLink)) or 0


def test_a_link_sets_the_password_and_ends_every_sign_in(database: Database, account_id: UUID) -> None:
    secret = invited(database, account_id)
    with database.transaction() as session:
        before = sign_ins.begin(session, session.get_one(Account, account_id), "browser", "Firefox").proof
    use(database, secret)
    assert opens(database, OWN)
    with database.reading() as session:
        assert has_ended(session, account_id, before)


def test_a_link_works_once(database: Database, account_id: UUID) -> None:
    secret = invited(database, account_id)
    use(database, secret)
    with pytest.raises(WrongLink, match="sudah dipakai"):
        use(database, secret, "kuda laut membaca koran pagi")
    assert opens(database, OWN)


def test_of_two_at_once_one_sets_the_password(database: Database, account_id: UUID) -> None:
    secret, together = invited(database, account_id), Barrier(4)

    def choose(number: int) -> str | None:
        together.wait()
        try:
            use(database, secret, f"{OWN} nomor {number}")
        except WrongLink as error:
            return str(error)
        return None

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(choose, range(4)))
    assert answers.count(None) == 1
    assert all("sudah dipakai" in answer for answer in answers if answer)


@pytest.mark.parametrize(("purpose", "hours"), [("invited", 7 * 24), ("forgotten", 1)])
def test_a_link_ends(database: Database, account_id: UUID, purpose: str, hours: int) -> None:
    with database.transaction() as session:
        if purpose == "invited":
            account_links.invite(session, account_id)
        else:
            account_links.forget_password(session, EMAIL)
        secret = account_links.secret(session, session.scalars(select(AccountLink)).one())
    with (
        time_machine.travel(now() + timedelta(hours=hours, seconds=1)),
        pytest.raises(WrongLink, match="sudah tidak berlaku"),
    ):
        use(database, secret)
    use(database, secret)


def test_a_password_easy_to_guess_leaves_the_link_as_it_was(database: Database, account_id: UUID) -> None:
    secret = invited(database, account_id)
    with pytest.raises(RuleBroken):
        use(database, secret, "sri sri sri sri")
    use(database, secret)


@pytest.mark.parametrize("what", ["reset", "deactivate", "another_mail"])
def test_a_link_ends_with_what_it_was_made_for(database: Database, account_id: UUID, what: str) -> None:
    secret = invited(database, account_id)
    with database.transaction() as session:
        if what == "reset":
            account_passwords.reset_password(session, account_id)
        elif what == "deactivate":
            accounts.deactivate_account(session, account_id)
        else:
            accounts.change_own(session, account_id, FIRST, "Sri", "lain@contoh.id")
    with pytest.raises(WrongLink):
        use(database, secret)


def test_the_other_links_of_the_account_end_with_the_one_that_is_used(database: Database, account_id: UUID) -> None:
    secret = invited(database, account_id)
    with time_machine.travel(now() + timedelta(minutes=2)):
        other = invited(database, account_id)
        assert other != secret
        use(database, other)
        with pytest.raises(WrongLink, match="sudah dipakai"):
            use(database, secret)


def test_a_second_click_makes_no_second_link(database: Database, account_id: UUID) -> None:
    assert invited(database, account_id) == invited(database, account_id)
    with database.reading() as session:
        told = session.scalars(select(Outbox).where(Outbox.name == "partners.account_link_made")).all()
    assert (links(database), len(told)) == (1, 1)


def test_nothing_that_is_kept_or_told_holds_the_secret(database: Database, account_id: UUID) -> None:
    secret = invited(database, account_id)
    with database.reading() as session:
        told = [json.dumps(fact.payload) for fact in session.scalars(select(Outbox))]
        noted = [str((value.old, value.new)) for value in session.scalars(select(ChangeValue))]
        link = session.scalars(select(AccountLink)).one()
        kept = str([getattr(link, column.name) for column in AccountLink.__table__.columns])
    assert secret not in "".join([*told, *noted, kept])


def test_nobody_is_written_who_is_not_here_or_not_any_more(database: Database, account_id: UUID) -> None:
    with database.transaction() as session:
        accounts.deactivate_account(session, account_id)
        account_links.forget_password(session, EMAIL)
        account_links.forget_password(session, "siapa@contoh.id")
    assert links(database) == 0


def test_links_that_ended_are_forgotten_in_time(database: Database, account_id: UUID) -> None:
    invited(database, account_id)
    for days, left in ((8, 1), (15, 0)):
        with time_machine.travel(now() + timedelta(days=days)), database.transaction() as session:
            account_links.forget_ended(session)
        assert links(database) == left


def test_an_address_that_moved_leaves_room_for_another_account(database: Database) -> None:
    with database.transaction() as session:
        first, password = account_opening.open_office_account(session, "Sri", EMAIL, "staff")
        accounts.change_own(session, first.id, password or "", "Sri", "sri.baru@contoh.id")
        second, _ = account_opening.open_office_account(session, "Sri kedua", EMAIL, "staff")
        assert (second.id != first.id, second.email) == (True, EMAIL)
