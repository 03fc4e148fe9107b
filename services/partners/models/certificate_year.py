"""The last number of each year's certificates, taken under its row's lock: what is undone leaves no gap."""

from sqlalchemy import text
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base

TAKE = text(
    "INSERT INTO certificate_year (year, last) VALUES (:year, :many)"
    " ON CONFLICT (year) DO UPDATE SET last = certificate_year.last + excluded.last RETURNING last"
)


class CertificateYear(Base):
    __tablename__ = "certificate_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]

    @staticmethod
    def take(session: Session, year: int, many: int) -> range:
        """Return the next ``many`` numbers of a year; nobody else gets them."""
        last = session.execute(TAKE, {"year": year, "many": many}).scalar_one()
        return range(last - many + 1, last + 1)
