"""What the database refuses because another request was faster is a sentence, not a breakdown."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from shared.database import Database
from shared.errors import SavedByAnother, StaleForm
from shared.web.transaction import transaction

ROW = text("INSERT INTO session_end (account_id, valid_from) VALUES (:id, :at)")
PERSON = {"id": "11111111111141118111111111111111", "at": "2026-11-27 00:00:00"}


@pytest.fixture
def site(make_database: Callable[[str], Database]) -> Iterator[None]:
    app = Flask("site")
    app.extensions["database"] = make_database("partners")
    with app.app_context():
        yield


@pytest.mark.usefixtures("site")
def test_the_same_row_a_second_time_was_saved_by_another() -> None:
    for expected in (None, SavedByAnother):
        try:
            with transaction() as session:
                session.execute(ROW, PERSON)
            caught = None
        except SavedByAnother as error:
            caught = type(error)
        assert caught is expected


@pytest.mark.usefixtures("site")
def test_a_value_no_row_may_have_is_our_own_mistake() -> None:
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(ROW, PERSON | {"at": None})


@pytest.mark.usefixtures("site")
def test_a_version_that_is_gone_asks_to_look_again() -> None:
    with pytest.raises(StaleForm), transaction():
        raise StaleDataError
