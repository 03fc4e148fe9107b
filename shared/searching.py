"""Searching columns as people type: without accents, punctuation or the order of words, on both databases alike."""

from typing import Any

from sqlalchemy import ColumnElement, String, and_, false, func, or_, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from shared.search import readings

WITHOUT_ACCENTS = "regexp_replace(lower(normalize({text}, NFKD)), U&'[\\0300-\\036F]', '', 'g')"
KEY_ON_POSTGRESQL = f"regexp_replace({WITHOUT_ACCENTS}, '[^a-z0-9]+', ' ', 'g')"
"""What ``search_key`` does, said in SQL (PostgreSQL 9.4.1, normalize); SQLite calls that function itself."""


class KeyOf(FunctionElement[str]):
    """The search key of a text column."""

    name = "search_key"
    type = String()
    inherit_cache = True


@compiles(KeyOf)
def _by_function(element: KeyOf, compiler: Any, **how: Any) -> str:
    return f"search_key({compiler.process(element.clauses, **how)})"


@compiles(KeyOf, "postgresql")
def _by_expression(element: KeyOf, compiler: Any, **how: Any) -> str:
    return KEY_ON_POSTGRESQL.format(text=compiler.process(element.clauses, **how))


def found(search: str, *columns: Any) -> ColumnElement[bool]:
    """Return the condition that all that was searched for stands somewhere in these columns."""
    text: ColumnElement[str] = func.coalesce(columns[0], "")
    for column in columns[1:]:
        text = text.concat(" ").concat(func.coalesce(column, ""))
    return found_in_key(search, KeyOf(text))


def found_in_key(search: str, key: Any) -> ColumnElement[bool]:
    """Return the condition that all that was searched for stands in a column that holds search keys.

    Blanks search for nothing and find everything; signs without a letter or digit find nothing.
    """
    if not search.strip():
        return true()
    ways = (and_(*(key.contains(piece, autoescape=True) for piece in way)) for way in readings(search))
    return or_(false(), *ways)
