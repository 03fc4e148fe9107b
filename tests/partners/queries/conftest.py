"""Counting what a page asks of the database."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from shared.database import Database

CountQueries = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def counted(database: Database) -> CountQueries:
    """Collect the statements sent inside the block, without the begin and end of transactions."""

    @contextmanager
    def collect() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(_: Any, __: Any, statement: str, *___: Any) -> None:
            if statement.lstrip().upper().startswith(("SELECT", "WITH")):
                statements.append(statement)

        event.listen(database.engine, "before_cursor_execute", note)
        yield statements
        event.remove(database.engine, "before_cursor_execute", note)

    return collect
