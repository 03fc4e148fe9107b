"""What a service hides is in no answer, however it is asked for; partners and notifications hide nothing."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, exists, func, select, union, update
from sqlalchemy.orm import Session, aliased

from services.registry.models import Ikm, ImportRow, Listing
from shared.change import Change
from shared.hiding import HIDDEN_TOO, hidden_too
from tests.statements import statements_of

OTHER = aliased(Ikm)
WITH_IKM = exists().where(Ikm.id == ImportRow.ikm_id)
ASKED: dict[str, Callable[[Session], Any]] = {
    "rows": lambda session: session.scalars(select(Ikm)).all(),
    "columns": lambda session: session.execute(select(Ikm.id, Ikm.name)).all(),
    "count": lambda session: session.scalar(select(func.count()).select_from(Ikm)),
    "list": lambda session: session.scalar(select(func.count()).where(Listing.status == "closed")),
    "alias": lambda session: session.scalars(select(OTHER)).all(),
    "by key": lambda session: session.get(Ikm, uuid4()),
    "by key, locked": lambda session: session.get(Ikm, uuid4(), with_for_update=True, populate_existing=True),
    "below another": lambda session: session.scalars(select(Change).where(Change.noun_id.in_(select(Ikm.id)))).all(),
    "exists": lambda session: session.scalars(select(ImportRow).where(WITH_IKM)).all(),
    "joined": lambda session: session.execute(select(ImportRow.id, Ikm.id).outerjoin(Ikm, Ikm.id == ImportRow.ikm_id)),
    "union": lambda session: session.execute(union(select(Ikm.id), select(Listing.ikm_id))).all(),
    "derived": lambda session: session.execute(select(func.count()).select_from(select(Ikm.id).subquery())).all(),
    "updated": lambda session: session.execute(update(Ikm).values(remarks="x")),
    "deleted": lambda session: session.execute(delete(Listing).where(Listing.status == "closed")),
}


@pytest.fixture
def asked(sqlite_database):
    with (
        sqlite_database("registry").transaction() as session,
        statements_of(session.connection()) as statements,
    ):
        yield session, statements


@pytest.mark.parametrize("how", ASKED)
def test_every_way_of_asking_leaves_out_what_is_hidden(asked, how):
    session, statements = asked
    ASKED[how](session)
    assert "unseen IS NOT NULL" in statements[-1]


def test_whoever_is_about_what_is_hidden_says_so(asked):
    session, statements = asked
    session.execute(select(Ikm.id), execution_options=HIDDEN_TOO)
    with hidden_too(session):
        session.execute(select(Ikm.id))
    assert not any("unseen" in said for said in statements)
