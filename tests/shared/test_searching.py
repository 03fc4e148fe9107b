"""What the register's list finds, every other search finds, on both databases."""

from collections.abc import Callable

import pytest
from sqlalchemy import literal, null, select

from shared.database import Database
from shared.search import search_key
from shared.searching import KeyOf, found

NAMES = ["UD. Nōra", "  Keripik   Pisang–Melati ", "Café Ñandú (Jaya)", "JALAN Ä ö ü Å", "+62 812-3456", "ﬁsh №1", ""]


@pytest.fixture
def database(make_database: Callable[[str], Database]) -> Database:
    return make_database("partners")


def test_both_databases_make_the_key_that_python_makes(database: Database) -> None:
    with database.reading() as session:
        keys = [str(session.scalar(select(KeyOf(literal(name))))).strip() for name in NAMES]
    assert keys == [search_key(name) for name in NAMES]


@pytest.mark.parametrize(
    ("search", "is_found"),
    [
        ("nora", True),
        ("NŌRA  ud", True),
        ("u.d. nora", True),
        ("pisang nora", True),
        ("keripik--pisang", True),
        ("0812 3456", True),
        ("81234567890", True),
        ("melati", False),
        ("%", False),
        ("  ", True),
    ],
)
def test_every_word_counts_whatever_its_order_and_accents(database: Database, search: str, is_found: bool) -> None:
    columns = literal("UD. Nōra"), null(), literal("Keripik  pisang"), literal("+6281234567890")
    with database.reading() as session:
        assert session.scalar(select(found(search, *columns))) == is_found


@pytest.mark.parametrize("search", ["9001:2015", "2026-2027", "12-14", "(2026/2027)", "0012 2026", "2015 9001"])
def test_figures_that_are_no_telephone_number_are_found_as_they_stand(database: Database, search: str) -> None:
    title = literal("Sertifikasi ISO 9001:2015 tahun 2026-2027, angkatan 12-14, lot 0012")
    with database.reading() as session:
        assert session.scalar(select(found(search, title, null())))
        assert not session.scalar(select(found(search, literal("Sertifikasi ISO 22000"), literal("+6281377778888"))))
