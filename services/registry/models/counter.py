"""Human numbers without gaps by collision: one row a series, taken under the database's own lock."""

from sqlalchemy import String, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.registry.models.base import Base

TAKE = text(
    "INSERT INTO counter (name, value) VALUES (:name, :many)"
    " ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value RETURNING value"
)


class Counter(Base):
    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[int]

    @staticmethod
    def take(session: Session, name: str, many: int = 1) -> range:
        """Return the next ``many`` values of a series; nobody else gets them."""
        last = session.execute(TAKE, {"name": name, "many": many}).scalar_one()
        return range(last - many + 1, last + 1)

    @staticmethod
    def hold(session: Session, name: str) -> None:
        """Let nobody else take from a series until this transaction ends."""
        Counter.take(session, name, 0)
