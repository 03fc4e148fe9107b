"""How many IKM there are shows every change at the next look, and is counted anew only for a change."""

import pytest

from services.partners.models import IkmProfile
from services.partners.models.change_number import Horizon
from services.partners.queries import population
from shared.database import Database
from tests.partners.factories import ikm_changes, keep_ikm
from tests.partners.queries.conftest import CountQueries

BERAS, TELUK = "64.08.05", "64.08.06"


def seen(database: Database) -> dict[str | None, int]:
    with database.reading() as session:
        return {code: count for code, count in population.by_kecamatan(session).items() if count}


def test_a_change_shows_at_the_next_look(database: Database) -> None:
    with database.transaction() as session:
        first, second, third = keep_ikm(session, 3, kecamatan_code=BERAS)
    assert seen(database) == {BERAS: 3}
    with database.transaction() as session:
        ikm_changes(session, first, kecamatan_code=TELUK)
        ikm_changes(session, second, status="closed")
        ikm_changes(session, third, kecamatan_code=None)
        keep_ikm(session, 1, kecamatan_code=BERAS)
    assert seen(database) == {BERAS: 1, TELUK: 1, None: 1}


def test_whoever_looks_again_counts_nobody(database: Database, counted: CountQueries) -> None:
    with database.transaction() as session:
        keep_ikm(session, 3, kecamatan_code=BERAS)
    seen(database)
    with counted() as statements:
        assert seen(database) == {BERAS: 3}
    assert not [statement for statement in statements if "GROUP BY" in statement]


def test_what_a_transaction_took_back_was_never_counted(database: Database) -> None:
    with database.transaction() as session:
        keep_ikm(session, 2, kecamatan_code=BERAS)
        session.flush()
        assert population.by_kecamatan(session)[BERAS] == 2
        session.rollback()
    assert seen(database) == {}


def test_a_page_that_began_before_a_change_counts_as_it_began(database: Database) -> None:
    with database.transaction() as session:
        (ikm_id,) = keep_ikm(session, 1, kecamatan_code=BERAS)
    with database.reading() as early:
        assert population.by_kecamatan(early)[BERAS] == 1
        with database.transaction() as session:
            ikm_changes(session, ikm_id, kecamatan_code=TELUK)
        assert seen(database) == {TELUK: 1}
        assert population.by_kecamatan(early)[BERAS] == 1
    assert seen(database) == {TELUK: 1}


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_what_began_first_and_ended_last_is_counted_once_it_ended(database: Database) -> None:
    with database.transaction() as session:
        first, second = keep_ikm(session, 2, kecamatan_code=BERAS)
    with database.transaction() as slow:
        slow.get_one(IkmProfile, first).kecamatan_code = TELUK
        slow.flush()
        with database.transaction() as quick:
            quick.get_one(IkmProfile, second).kecamatan_code = None
        assert seen(database) == {BERAS: 1, None: 1}
    assert seen(database) == {TELUK: 1, None: 1}


@pytest.mark.parametrize(
    ("ours", "theirs", "covers"),
    [
        (Horizon(9), Horizon(9), True),
        (Horizon(9), Horizon(8), True),
        (Horizon(8), Horizon(9), False),
        (Horizon(9, (7,)), Horizon(9, (6, 7)), True),
        (Horizon(9, (7,)), Horizon(9), False),
        (Horizon(9, (8,)), Horizon(8), True),
    ],
)
def test_a_horizon_covers_another_if_it_hides_nothing_that_this_shows(
    ours: Horizon, theirs: Horizon, covers: bool
) -> None:
    assert ours.covers(theirs) is covers
