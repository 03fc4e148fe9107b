"""What was asked while one fact is told: each thing about a reader or a subject once, however many letters it makes."""

from functools import cache, partial

from sqlalchemy.orm import Session

from services.notifications.models.ending import endings_of
from services.notifications.queries.reader import reader_of


class Known:
    """Answers as :func:`reader_of` and :func:`endings_of` do; it is as old as its first answer."""

    def __init__(self, session: Session) -> None:
        self.reader = cache(partial(reader_of, session))
        self.endings = cache(partial(endings_of, session))
