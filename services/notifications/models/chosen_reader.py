"""Whom of the office a kind of letter is for; a kind without anybody is for all."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.notifications.models.base import Base
from services.notifications.models.recipient import Recipient, is_staff


class ChosenReader(Base):
    __tablename__ = "chosen_reader"

    letter: Mapped[str] = mapped_column(String(60), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)


def chosen_for(session: Session, letter: str) -> set[UUID]:
    return set(session.scalars(select(ChosenReader.account_id).where(ChosenReader.letter == letter)))


def count_chosen(session: Session) -> int:
    """Return for how many kinds of letter somebody was chosen who is still here."""
    here = select(ChosenReader.letter).join(Recipient, Recipient.account_id == ChosenReader.account_id)
    some = here.where(is_staff()).distinct().subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def choose(session: Session, letter: str, account_ids: Iterable[UUID]) -> None:
    """Let these read the letter, and nobody else."""
    session.execute(delete(ChosenReader).where(ChosenReader.letter == letter))
    session.add_all(ChosenReader(letter=letter, account_id=each) for each in sorted(set(account_ids)))
