"""The only two ways from a request to the database."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from flask import current_app
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from shared.database import Database, is_taken
from shared.errors import SavedByAnother, StaleForm
from shared.web.asked_again import require_sent


@contextmanager
def transaction() -> Iterator[Session]:
    """Open a transaction that commits at the end of the block, or rolls back on any error.

    Raises AskedAgain where the form of this request is only shown once more, StaleForm and SavedByAnother where another
    request was faster than this one by a moment.
    """
    try:
        with database().transaction() as session:
            yield session
    except StaleDataError as error:
        raise StaleForm from error
    except IntegrityError as error:
        if not is_taken(error):
            raise
        raise SavedByAnother from error


def reading() -> AbstractContextManager[Session]:
    """Open a session that cannot write."""
    return _database().reading()


def database() -> Database:
    """Return the database of the service that answers this request, to change something in it; as transaction()."""
    require_sent()
    return _database()


def _database() -> Database:
    found: Database = current_app.extensions["database"]
    return found
