"""What a seat of each form of programme would have cost the office: kept by staff, with where the figure is from."""

from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from services.partners.models.seat_value import SeatValue
from shared.audit import record
from shared.database import insert_if_absent

SEAT_VALUES = UUID("5f0c1c0e-6a3e-4b58-9d7e-6408a4f1c0de")
"""Under ids made of this one the history has what was said of each form."""


def set_seat_value(session: Session, form: str, value: int, source: str) -> None:
    """Lay down what a seat is worth, in whole rupiah; the same again changes nothing."""
    fresh = insert_if_absent(session, SeatValue, form=form, value=value, source=source)
    row = session.get_one(SeatValue, form, with_for_update=True, populate_existing=True)
    before = {} if fresh else _said(row)
    row.value, row.source = value, source
    if _said(row) != before:
        _note(session, form, "set", before, _said(row))


def drop_seat_value(session: Session, form: str) -> None:
    """Say no more what a seat is worth; where nothing was said, nothing changes."""
    row = session.get(SeatValue, form, with_for_update=True, populate_existing=True)
    if row is not None:
        session.delete(row)
        session.flush()
        _note(session, form, "drop", _said(row), {})


def _said(row: SeatValue) -> dict[str, object]:
    return {"value": row.value, "source": row.source}


def _note(session: Session, form: str, action: str, old: dict[str, object], new: dict[str, object]) -> None:
    record(session, noun="seat_value", noun_id=uuid5(SEAT_VALUES, form), action=action, old=old, new=new)
