"""The history forgets a person on request, and everything else about it still holds."""

from collections.abc import Callable
from threading import Barrier, Thread
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, func, insert, select

from shared.audit import record
from shared.change import FORGET, Change, ChangeActor, ChangeValue
from shared.context import Actor, acting_as
from shared.database import Database
from shared.forgetting import Subject, forget
from shared.history import Verdict, verify
from shared.messaging.cli import service_cli

SITI, BUDI = ("ikm", UUID(int=1)), ("ikm", UUID(int=2))
RAHMA = Actor(UUID(int=3), "Rahma", "staff")
OWNER = Actor(None, "Siti Aminah", "invited")
BASIS = "Surat 12/2026"


@pytest.fixture
def database(make_database: Callable[[str], Database]) -> Database:
    return make_database("registry")


@pytest.fixture
def known(database: Database) -> Database:
    """A history about two people: three changes, two of them about Siti."""
    note(database, SITI, RAHMA)
    note(database, BUDI, RAHMA)
    note(database, SITI, OWNER)
    return database


def note(database: Database, subject: Subject, who: Actor = RAHMA) -> None:
    with acting_as(who), database.transaction() as session:
        record(session, noun=subject[0], noun_id=subject[1], action="edit", new={"phone": "081234567890"}, reason="why")


def forgotten(database: Database, *subjects: Subject) -> int:
    with acting_as(Actor(uuid4(), "Administrator", "admin")), database.transaction() as session:
        return forget(session, subjects, BASIS)


def verdict(database: Database) -> Verdict:
    with database.reading() as session:
        return verify(session)


def said(database: Database) -> list[tuple[str | None, dict, str | None]]:
    with database.reading() as session:
        return [(c.actor_name, c.new, c.reason) for c in session.scalars(select(Change).order_by(Change.id))]


def remove(database: Database, table: type, change_id: int) -> None:
    with database.transaction() as session:
        session.execute(delete(table).where(table.change_id == change_id))


def test_what_the_history_of_another_says_of_a_person_goes_too_and_only_that(known: Database) -> None:
    note(known, BUDI, RAHMA)
    with known.transaction() as session:
        assert forget(session, [SITI], BASIS, besides=[2]) == 4
    assert [new for _, new, _ in said(known)][1:4:2] == [{}, {"phone": "081234567890"}]
    assert (verdict(known).broken, verdict(known).erased) == (None, 3)
    remove(known, ChangeValue, 4)
    assert verdict(known).missing == 4


def test_values_and_salt_go_and_the_chain_stays_whole(known):
    assert forgotten(known, SITI) == 3
    phone = {"phone": "081234567890"}
    assert said(known)[:3] == [("Rahma", {}, None), ("Rahma", phone, "why"), (None, {}, None)]
    with known.reading() as session:
        assert session.scalars(select(ChangeValue.change_id).order_by(ChangeValue.change_id)).all() == [2, 4]
    assert (verdict(known).broken, verdict(known).erased) == (None, 2)


def test_the_erasure_is_on_record_without_what_it_took(known):
    forgotten(known, SITI)
    who, numbers, basis = said(known)[-1]
    assert (who, basis) == ("Administrator", BASIS)
    assert numbers == {"about": [["ikm", str(SITI[1])]], "up_to": 3, "values": 2, "names": 1}


def test_what_is_about_the_same_person_goes_with_it(known):
    note(known, ("invitation", UUID(int=9)), OWNER)
    forgotten(known, SITI, ("invitation", UUID(int=9)))
    assert [new for _, new, _ in said(known)[:4] if new] == [{"phone": "081234567890"}]
    assert verdict(known) == Verdict(erased=3)


def test_the_name_of_an_account_goes_from_all_it_did(known):
    assert forgotten(known, ("account", RAHMA.id)) == 2
    assert [who for who, _, _ in said(known)] == [None, None, "Siti Aminah", "Administrator"]
    assert verdict(known) == Verdict(erased=2)


def test_what_comes_after_is_kept_until_it_is_asked_for_again(known):
    forgotten(known, SITI)
    note(known, SITI)
    assert verdict(known) == Verdict(erased=2)
    assert said(known)[-1][1] == {"phone": "081234567890"}
    assert forgotten(known, SITI) == 1
    assert verdict(known) == Verdict(erased=3)
    assert [basis for _, _, basis in said(known) if basis == BASIS] == [BASIS, BASIS]


def test_a_second_time_there_is_nothing_to_erase_or_to_record(known):
    forgotten(known, SITI)
    assert forgotten(known, SITI) == 0
    assert len(said(known)) == 4


@pytest.mark.parametrize("table", [ChangeValue, ChangeActor])
def test_what_is_gone_without_a_recorded_erasure_is_missing(known, table):
    remove(known, table, 2)
    assert verdict(known) == Verdict(broken=2, missing=2)


def test_what_comes_after_an_erasure_is_missing_where_it_is_gone(known):
    forgotten(known, SITI)
    note(known, SITI)
    remove(known, ChangeValue, 5)
    assert verdict(known) == Verdict(broken=5, missing=5, erased=2)


def test_nothing_can_be_hidden_under_a_later_erasure(known):
    remove(known, ChangeValue, 1)
    forgotten(known, SITI)
    assert verdict(known).broken == 4


def test_a_recorded_erasure_cannot_be_taken_away(known):
    forgotten(known, SITI)
    remove(known, ChangeValue, 4)
    assert verdict(known).broken == 4


def test_an_erasure_that_no_process_with_the_key_wrote_is_found(known):
    remove(known, ChangeValue, 1)
    stranger = Database(known.engine.url.render_as_string(False), signing_keys=["x" * 40])
    forgotten(stranger, SITI)
    stranger.dispose()
    assert verdict(known).broken is not None


@pytest.mark.parametrize("new", [{"phone": "081234567890"}, {"phone": "089"}])
def test_what_was_erased_cannot_be_put_back(known, new):
    with known.reading() as session:
        value = session.get_one(ChangeValue, 1)
    forgotten(known, SITI)
    row = {"change_id": 1, "salt": value.salt, "old": {}, "new": new, "reason": value.reason}
    with known.transaction() as session:
        session.execute(insert(ChangeValue), [row])
    assert verdict(known).broken is not None


def test_one_value_is_bound_differently_each_time(known):
    with known.reading() as session:
        bound = session.scalars(select(Change.value_commitment)).all()
    assert len(set(bound)) == len(bound) == 3


def test_two_erasures_at_once_count_each_value_once(known):
    ready = Barrier(2)

    def erase(*subjects: Subject) -> None:
        ready.wait()
        forgotten(known, *subjects)

    both = [Thread(target=erase, args=[SITI, BUDI]), Thread(target=erase, args=[BUDI, SITI])]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert verdict(known) == Verdict(erased=3)


def test_an_erasure_that_fails_took_nothing(known):
    def fail() -> None:
        with known.transaction() as session:
            forget(session, [SITI], BASIS)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert verdict(known) == Verdict()


def run(database: Database, *words: str) -> tuple[int, str]:
    cli = service_cli(lambda: SimpleNamespace(sinergi=SimpleNamespace(database=database)))
    answer = CliRunner().invoke(cli, words)
    return answer.exit_code, answer.output


def test_the_command_erases_and_the_check_says_erased_and_not_broken(known):
    assert run(known, "forget-history", "ikm", str(SITI[1]), "--basis", BASIS) == (0, "3 values and names erased\n")
    code, words = run(known, "verify-history")
    assert code == 0
    assert "the history is whole" in words
    assert "of 2 changes values or the name were erased on request" in words


def test_the_check_says_what_is_missing(known):
    remove(known, ChangeValue, 2)
    code, words = run(known, "verify-history")
    assert (code, "of change 2 are missing, and no erasure of them is recorded" in words) == (1, True)


def test_the_command_wants_a_basis(known):
    assert run(known, "forget-history", "ikm", str(SITI[1]), "--basis", " ")[0] == 1
    assert verdict(known).erased == 0


@pytest.mark.parametrize("noun", ["IKM", "akun", "person"])
def test_the_command_refuses_a_noun_that_no_history_knows_and_names_those_it_does(known, noun):
    code, words = run(known, "forget-history", noun, str(SITI[1]), "--basis", BASIS)
    assert (code, words) == (1, f"Error: The history knows no {noun}. It knows: account, ikm.\n")
    assert verdict(known).erased == 0


def test_the_command_knows_an_account_of_which_this_history_says_nothing(known):
    assert run(known, "forget-history", "account", str(SITI[1]), "--basis", BASIS)[0] == 0


def test_the_action_is_that_of_the_history_alone(known):
    forgotten(known, SITI)
    with known.reading() as session:
        assert session.scalar(select(func.count()).where(Change.action == FORGET)) == 1
