"""Tries of a password are counted for account, pair and source at once; a wrong one closes only its own."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from services.partners.actions import guesses
from services.partners.actions.guesses import OthersFirst
from services.partners.domain.guessing import limits
from shared.errors import TriedTooOften
from tests.conftest import MakeDatabase

EMAIL = "sri@contoh.id"


@pytest.fixture
def session(make_database: MakeDatabase) -> Iterator[Session]:
    with make_database("partners").transaction() as opened:
        yield opened


def guess(session: Session, source: str, email: str = EMAIL) -> None:
    guesses.settle(session, guesses.count(session, limits(email, source, None)), wrong=True)


def test_a_site_of_ipv6_has_twice_the_guesses_of_a_visitor(session: Session) -> None:
    for n in range(20):
        guess(session, f"2001:db8:1:{n:x}::1")
    with pytest.raises(TriedTooOften):
        guess(session, "2001:db8:1:ffff::1")


def test_a_site_of_ipv6_cannot_try_one_password_on_everybody(session: Session) -> None:
    for n in range(80):
        guess(session, f"2001:db8:1:{n:x}::1", f"orang{n}@contoh.id")
    with pytest.raises(TriedTooOften):
        guess(session, "2001:db8:1:ffff::1", "orang81@contoh.id")


def test_any_number_of_networks_leaves_a_new_one_its_first_guesses(session: Session) -> None:
    for n in range(70):
        guess(session, f"198.51.100.{n}")
    for _ in range(3):
        guess(session, "192.0.2.1")
    with pytest.raises(TriedTooOften) as refused:
        guess(session, "192.0.2.1")
    assert 890 < refused.value.retry_after <= 900


def test_what_is_still_compared_is_waited_for_and_what_was_wrong_is_not(session: Session) -> None:
    bounds = limits(EMAIL, "192.0.2.1", None)
    running = [guesses.count(session, bounds) for _ in range(10)]
    with pytest.raises(OthersFirst):
        guesses.count(session, bounds)
    guesses.settle(session, running.pop(), wrong=False)
    running.append(guesses.count(session, bounds))
    for one in running:
        guesses.settle(session, one, wrong=True)
    with pytest.raises(TriedTooOften) as refused:
        guesses.count(session, bounds)
    assert not isinstance(refused.value, OthersFirst)


def test_a_try_settled_twice_counts_once(session: Session) -> None:
    bounds = limits(EMAIL, "192.0.2.1", None)
    tries = guesses.count(session, bounds)
    for _ in range(2):
        guesses.settle(session, tries, wrong=False)
    assert [one.tries for one in guesses.count(session, bounds)] == [1, 1, 1]
