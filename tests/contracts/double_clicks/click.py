"""One click, sent once or twice at the same instant, and what it left behind."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import MetaData, func, select

from shared.context import Actor
from shared.database import Database, KernelBase
from tests.signed_in import a_sign_in, bearer, browser


@dataclass(frozen=True)
class Click:
    """A request as a person's browser or a program sends it."""

    path: str
    form: dict[str, Any] | Callable[[], dict[str, Any]] = field(default_factory=dict)
    json: Any = None
    method: str = "POST"
    role: str = "admin"
    account_id: UUID | None = None
    institution_id: UUID | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Stage:
    """The site of a service over a database of its own."""

    app: Flask
    tables: MetaData

    @property
    def database(self) -> Database:
        database: Database = self.app.extensions["database"]
        return database

    def clients(self, click: Click, count: int) -> list[FlaskClient]:
        """Return so many threads of one browser: all with its one cookie."""
        account_id, sign_in = click.account_id or uuid4(), a_sign_in()
        return [
            browser(self.app, click.role, account_id=account_id, institution_id=click.institution_id, sign_in=sign_in)
            for _ in range(count)
        ]

    def etag(self, path: str) -> dict[str, str]:
        return {"If-Match": self.app.test_client().get(path, headers=self._bearer(Click(path))).headers["ETag"]}

    def send(self, click: Click, times: int) -> list[int]:
        """Send it so many times at once and return the statuses."""
        clients, together = self.clients(click, times), Barrier(times)
        token = self._bearer(click)

        def one(client: FlaskClient) -> int:
            form = click.form() if callable(click.form) else click.form
            body = (
                {"json": click.json if click.json is not None else {}}
                if _is_api(click) and not form
                else {"data": form}
            )
            together.wait()
            answer = client.open(click.path, method=click.method, headers=token | click.headers, **body)
            answer.close()
            return answer.status_code

        with ThreadPoolExecutor(times) as pool:
            return sorted(pool.map(one, clients))

    def rows(self) -> Counter[str]:
        """Return how many rows each table has."""
        tables = {**self.tables.tables, **KernelBase.metadata.tables}
        counts = [select(func.count()).select_from(table).scalar_subquery() for table in tables.values()]
        with self.database.reading() as session:
            return Counter(dict(zip(tables, session.execute(select(*counts)).one(), strict=True)))

    def effect(self, click: Click, times: int) -> tuple[list[int], dict[str, int]]:
        """Return the statuses, and how many rows more each table has. That a counter exists, or a try, is no effect."""
        before = self.rows()
        statuses = self.send(click, times)
        after = self.rows()
        return statuses, {
            name: after[name] - before[name]
            for name in after
            if after[name] != before[name] and name not in ("counter", "guess")
        }

    def _bearer(self, click: Click) -> dict[str, str]:
        if not _is_api(click):
            return {}
        return bearer(self.app, Actor(click.account_id or uuid4(), "Rahma", click.role, click.institution_id))


Setup = Callable[[Stage], Click]


def _is_api(click: Click) -> bool:
    return click.path.startswith("/api/")
