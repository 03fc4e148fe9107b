"""Rows of imports as pages and programs show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from services.registry.domain.change_words import label_of, worded
from services.registry.domain.import_entry import Entry
from services.registry.domain.search import search_key
from services.registry.models.ikm import Ikm
from services.registry.models.import_row import ImportRow
from shared.errors import NotFound
from shared.language import Message, msg


@dataclass(frozen=True)
class ChangeView:
    label: Message
    old: Message | str
    new: Message | str
    kind: str


@dataclass(frozen=True)
class Business:
    """A business a row speaks of. ``number`` is None while it is only planned."""

    id: str
    name: str
    number: str | None = None
    owner: str | None = None
    kecamatan_code: str | None = None


@dataclass(frozen=True)
class CandidateView:
    business: Business
    reasons: list[Message]


@dataclass(frozen=True)
class RowView:
    id: UUID
    batch_id: UUID
    sheet: str
    number: int
    verdict: str
    waiting: bool
    decision: str | None
    entry: Entry
    target: Business | None
    reasons: list[Message]
    candidates: list[CandidateView]
    changes: list[ChangeView]


def list_rows(
    session: Session, batch_id: UUID, verdict: str | None, search: str | None, size: int, offset: int
) -> tuple[list[RowView], int]:
    """Return rows of an import in the order of the list, and how many there are."""
    wanted: list[ColumnElement[bool]] = [ImportRow.batch_id == batch_id]
    if verdict:
        wanted.append(ImportRow.verdict == verdict)
    if search:
        wanted.append(func.lower(ImportRow.name).contains(search_key(search), autoescape=True))
    return _page(session, wanted, size, offset)


def list_waiting(session: Session, batch_id: UUID | None, size: int, offset: int) -> tuple[list[RowView], int]:
    """Return the rows a person has yet to decide on, oldest import first."""
    wanted = [ImportRow.waiting.is_(True)]
    if batch_id:
        wanted.append(ImportRow.batch_id == batch_id)
    return _page(session, wanted, size, offset)


def count_waiting(session: Session) -> int:
    """Return how many rows wait for a person's decision."""
    return session.scalar(select(func.count()).select_from(ImportRow).where(ImportRow.waiting)) or 0


def get_row(session: Session, row_id: UUID) -> RowView:
    """Return one row. Raises NotFound."""
    row = session.get(ImportRow, row_id)
    if row is None:
        raise NotFound(msg("There is no such row."))
    return _views(session, [row])[0]


def next_waiting(session: Session, row: RowView) -> UUID | None:
    """Return the row to decide on after this one: of the same import, else of any."""
    rest = select(ImportRow.id).where(ImportRow.waiting, ImportRow.id != row.id)
    order = (
        ImportRow.batch_id != row.batch_id,
        ImportRow.decision.is_not(None),
        ImportRow.created_at,
        ImportRow.position,
    )
    return session.scalar(rest.order_by(*order).limit(1))


def _page(session: Session, wanted: list[ColumnElement[bool]], size: int, offset: int) -> tuple[list[RowView], int]:
    total = session.scalar(select(func.count()).select_from(ImportRow).where(*wanted)) or 0
    order = (ImportRow.batch_id, ImportRow.position)
    rows = session.scalars(select(ImportRow).where(*wanted).order_by(*order).limit(size).offset(offset)).all()
    return _views(session, rows), total


def _views(session: Session, rows: Sequence[ImportRow]) -> list[RowView]:
    ids = {row.ikm_id for row in rows if row.ikm_id}
    ids |= {UUID(found["id"]) for row in rows for found in row.plan["candidates"]}
    businesses = _businesses(session, ids, {row.batch_id for row in rows})
    return [_view(row, businesses) for row in rows]


def _businesses(session: Session, ids: set[UUID], batches: Iterable[UUID]) -> dict[UUID, Business]:
    columns = (Ikm.id, Ikm.name, Ikm.number, Ikm.owner_name, Ikm.kecamatan_code)
    found = {
        row.id: Business(str(row.id), *row[1:]) for row in session.execute(select(*columns).where(Ikm.id.in_(ids)))
    }
    planned = select(ImportRow).where(
        ImportRow.batch_id.in_(list(batches)), ImportRow.verdict == "new", ImportRow.ikm_id.in_(ids - found.keys())
    )
    for row in session.scalars(planned) if ids - found.keys() else ():
        values = row.entry["values"]
        found[row.ikm_id] = Business(
            str(row.ikm_id), row.name or "", None, values.get("owner_name"), values.get("kecamatan_code")
        )
    return found


def _view(row: ImportRow, businesses: dict[UUID, Business]) -> RowView:
    plan = row.plan
    return RowView(
        id=row.id,
        batch_id=row.batch_id,
        sheet=row.sheet,
        number=row.number,
        verdict=row.verdict,
        waiting=row.waiting,
        decision=row.decision,
        entry=Entry.from_json(row.entry),
        target=businesses.get(row.ikm_id) if row.ikm_id else None,
        reasons=[Message.from_json(reason) for reason in plan["reasons"]],
        candidates=[
            CandidateView(business, [Message.from_json(reason) for reason in found["reasons"]])
            for found in plan["candidates"]
            if (business := businesses.get(UUID(found["id"])))
        ],
        changes=[
            ChangeView(label_of(change["field"]), worded(change["field"], change["old"]),
                       worded(change["field"], change["new"]), change["kind"])
            for change in plan["changes"]
        ],
    )  # fmt: skip
