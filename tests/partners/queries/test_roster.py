"""The roster that a process holds shows every change at the next look, in whatever order transactions commit."""

from contextlib import contextmanager

import numpy as np
import pytest

from services.partners.domain.columns import CLUSTER_CODES
from services.partners.domain.roster import COLUMNS, Roster
from services.partners.models import ikm_profile
from services.partners.queries import roster
from tests.partners.factories import ikm_changes, keep_ikm

MANY = 30
ON_POSTGRESQL = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


@pytest.fixture
def known(database):
    """Thirty bananas."""
    with database.transaction() as session:
        return keep_ikm(session, MANY, cluster="PISANG")


@contextmanager
def read(monkeypatch):
    """Collect how many rows each reading took."""
    counts, whole = [], ikm_profile.facts_in_portions

    def counted(*arguments):
        counts.append(0)
        for portion in whole(*arguments):
            counts[-1] += len(portion)
            yield portion

    with monkeypatch.context() as patched:
        patched.setattr(roster, "facts_in_portions", counted)
        yield counts


def clusters(database):
    with database.reading() as session:
        seen = roster.current(session)
    return {ikm_id: int(seen.cluster[row]) for ikm_id, row in seen.rows.items()}


def test_a_change_shows_at_the_next_look_and_nothing_else_is_read(database, known, monkeypatch):
    clusters(database)
    with database.transaction() as session:
        ikm_changes(session, known[3], cluster="KAKAO")
        (new,) = keep_ikm(session, cluster="PANGAN_OLAHAN")
    with read(monkeypatch) as counts:
        seen = clusters(database)
        assert counts == [2]
    assert (seen[known[3]], seen[new]) == (CLUSTER_CODES["KAKAO"], CLUSTER_CODES["PANGAN_OLAHAN"])
    assert len(seen) == MANY + 1


def test_whoever_looks_again_reads_no_row(database, known, monkeypatch):
    clusters(database)
    with read(monkeypatch) as counts:
        assert len(clusters(database)) == MANY
        assert counts == []


def test_where_more_than_a_tenth_changed_all_are_read_anew(database, known, monkeypatch):
    clusters(database)
    with database.transaction() as session:
        for ikm_id in known[: MANY // 10 + 1]:
            ikm_changes(session, ikm_id, cluster="KAKAO")
    with read(monkeypatch) as counts:
        assert list(clusters(database).values()).count(CLUSTER_CODES["KAKAO"]) == MANY // 10 + 1
        assert counts == [MANY]


def test_a_writer_sees_its_own_change_and_nobody_does_once_it_is_taken_back(database, known):
    clusters(database)
    with database.transaction() as session:
        ikm_changes(session, known[0], cluster="KAKAO")
        session.flush()
        seen = roster.current(session)
        assert seen.cluster[seen.rows[known[0]]] == CLUSTER_CODES["KAKAO"]
        session.rollback()
    assert set(clusters(database).values()) == {CLUSTER_CODES["PISANG"]}


@ON_POSTGRESQL
def test_a_change_that_began_first_and_was_committed_last_is_not_missed(database, known, monkeypatch):
    with database.transaction() as slow:
        slow.get_one(ikm_profile.IkmProfile, known[0]).cluster = "KAKAO"
        slow.flush()
        with database.transaction() as quick:
            quick.get_one(ikm_profile.IkmProfile, known[1]).cluster = "KAKAO"
        assert list(clusters(database).values()).count(CLUSTER_CODES["KAKAO"]) == 1
    with read(monkeypatch) as counts:
        seen = clusters(database)
        assert [seen[ikm_id] for ikm_id in known[:2]] == [CLUSTER_CODES["KAKAO"]] * 2
        clusters(database)
        assert counts == [1]


@ON_POSTGRESQL
def test_a_change_that_takes_long_lets_nobody_read_twice_what_was_committed_beside_it(database, known, monkeypatch):
    with database.transaction() as slow:
        slow.get_one(ikm_profile.IkmProfile, known[0]).cluster = "KAKAO"
        slow.flush()
        for ikm_id in known[1:3]:
            with database.transaction() as quick:
                quick.get_one(ikm_profile.IkmProfile, ikm_id).cluster = "KAKAO"
        clusters(database)
        with read(monkeypatch) as counts:
            clusters(database)
            with database.transaction() as quick:
                quick.get_one(ikm_profile.IkmProfile, known[3]).cluster = "KAKAO"
            clusters(database)
            assert counts == [1]
    assert list(clusters(database).values()).count(CLUSTER_CODES["KAKAO"]) == 4


@ON_POSTGRESQL
def test_a_look_that_began_before_a_change_does_not_hide_it_from_the_next(database, known):
    with database.reading() as early:
        assert len(roster.current(early)) == MANY
        for cluster in ("PANGAN_OLAHAN", "KAKAO"):
            with database.transaction() as session:
                ikm_changes(session, known[0], cluster=cluster)
            assert clusters(database)[known[0]] == CLUSTER_CODES[cluster]
        roster.current(early)
    assert clusters(database)[known[0]] == CLUSTER_CODES["KAKAO"]


@ON_POSTGRESQL
def test_numbers_of_a_server_that_the_database_was_put_back_from_are_no_news(database, known, monkeypatch):
    with database.transaction() as session:
        session.get_one(ikm_profile.IkmProfile, known[0]).changed_in = 2**40
    clusters(database)
    with read(monkeypatch) as counts:
        clusters(database)
        assert counts == []


def test_a_writer_that_looks_reads_for_all_who_look_later(database, known, monkeypatch):
    with read(monkeypatch) as counts:
        with database.transaction() as session:
            roster.current(session)
        with database.transaction() as session:
            roster.current(session)
        clusters(database)
        assert counts == [MANY]


def test_what_is_put_in_piece_by_piece_is_what_is_read_at_once(database, known):
    for round_, cluster in enumerate(("KAKAO", None, "PANGAN_OLAHAN")):
        clusters(database)
        with database.transaction() as session:
            for ikm_id in known[round_ : round_ + 3]:
                ikm_changes(session, ikm_id, cluster=cluster)
    with database.reading() as session:
        pieces, whole = (
            roster.current(session),
            Roster.joined([*map(Roster.of, ikm_profile.facts_in_portions(session))]),
        )
    in_order = pieces.take(np.array([pieces.rows[ikm_id] for ikm_id in whole.rows], dtype=np.intp))
    for name in COLUMNS:
        assert np.array_equal(getattr(in_order, name), getattr(whole, name)), name
    assert in_order.trainings.titles.tolist() == whole.trainings.titles.tolist()
