"""Conditions on as many values as there are: a database takes only so many parameters in one statement.

PostgreSQL's protocol counts them in 16 bits (65,535), SQLite stops at 32,766 (sqlite.org/limits.html). Here a whole
list is one parameter: an array on PostgreSQL, JSON on SQLite.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, Boolean, ColumnElement, Dialect, String, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


def among(column: Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """Return the condition that a column has one of these values, however many; of none, that it has none of them.

    Unlike ``IN`` with a parameter a value. ``~among(…)`` is its opposite.
    """
    many = bindparam(None, list(values), type_=Many(column.type), unique=True)
    return _Among(column, many)


class Many(TypeDecorator[list[Any]]):
    """A list of values of one type."""

    impl = String
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(self.of) if dialect.name == "postgresql" else String())

    def process_bind_param(self, value: list[Any] | None, dialect: Dialect) -> Any:
        if dialect.name == "postgresql" or value is None:
            return value
        written = self.of.dialect_impl(dialect).bind_processor(dialect)
        return json.dumps([written(item) for item in value] if written else value)


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True
    # Without it SQLite is asked for "(… IN …) = 1", for which it uses no index.
    _is_implicitly_boolean = True


@compiles(_Among)
def _in_json(element: Any, compiler: Any, **options: Any) -> str:
    column, many = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({column} IN (SELECT value FROM json_each({many})))"  # noqa: S608 - a column and a parameter


@compiles(_Among, "postgresql")
def _in_array(element: Any, compiler: Any, **options: Any) -> str:
    column, many = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({column} = ANY ({many}))"
