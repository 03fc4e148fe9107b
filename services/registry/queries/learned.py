"""What was learned from people about their lists."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.domain.office_words import OfficeWords
from services.registry.models.layout import Layout
from services.registry.models.office_word import OfficeWord


def words_of_the_office(session: Session) -> OfficeWords:
    """Return kind and key of every word to what it means."""
    return {(word.kind, word.key): word.meaning for word in session.scalars(select(OfficeWord))}


def list_words(session: Session) -> Sequence[OfficeWord]:
    return session.scalars(select(OfficeWord).order_by(OfficeWord.kind, OfficeWord.key)).all()


def list_layouts(session: Session) -> Sequence[Layout]:
    """Return every layout of which somebody said something, the newest first."""
    return session.scalars(select(Layout).order_by(Layout.said_at.desc(), Layout.fingerprint)).all()
