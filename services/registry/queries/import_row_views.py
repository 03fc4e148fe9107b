"""A row of a list as a person looks at it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.domain.change_words import label_of, worded
from services.registry.domain.import_entry import Entry
from services.registry.domain.import_plan import POSSIBLE
from services.registry.models.ikm import Ikm
from services.registry.models.import_row import ImportRow
from services.registry.queries.doubtful_rows import judged_now
from shared.among import among
from shared.language import Message


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
    """``nib_holder``: whoever has the NIB that a waiting row names; a business of its own then goes without."""

    id: UUID
    batch_id: UUID
    sheet: str
    number: int
    verdict: str
    waiting: bool
    decision: str | None
    decided_by: str | None
    decided_at: datetime | None
    nib_holder: Business | None
    entry: Entry
    notes: tuple[Message, ...]
    effects: list[str]
    doubt: str | None
    target: Business | None
    reasons: list[Message]
    candidates: list[CandidateView]
    changes: list[ChangeView]


def views(session: Session, rows: Sequence[ImportRow]) -> list[RowView]:
    ids = {row.ikm_id for row in rows if row.ikm_id}
    candidates = _candidates(session, rows)
    ids |= {UUID(identity) for found in candidates.values() for identity, _ in found}
    businesses = _businesses(session, ids, {row.batch_id for row in rows})
    holders = _nib_holders(session, rows)
    return [_view(row, businesses, candidates[row.id], holders) for row in rows]


def _candidates(session: Session, rows: Sequence[ImportRow]) -> dict[UUID, list[tuple[str, list[Message]]]]:
    """What waits is judged as the register stands now; of the rest is shown what was planned."""
    fresh = judged_now(session, [row for row in rows if row.waiting])
    return {
        row.id: [(found.id, list(found.reasons)) for found in fresh[row.id]]
        if row.waiting
        else [(found["id"], list(map(Message.from_json, found["reasons"]))) for found in row.plan["candidates"]]
        for row in rows
    }


def _nib_holders(session: Session, rows: Sequence[ImportRow]) -> dict[str, Business]:
    nibs = {nib for row in rows if row.verdict == POSSIBLE and (nib := row.entry.get("values", {}).get("nib"))}
    held = select(Ikm).where(among(Ikm.nib, nibs), Ikm.status != "merged")
    return {ikm.nib or "": Business(str(ikm.id), ikm.name, ikm.number) for ikm in session.scalars(held)}


def _businesses(session: Session, ids: set[UUID], batches: Iterable[UUID]) -> dict[UUID, Business]:
    columns = (Ikm.id, Ikm.name, Ikm.number, Ikm.owner_name, Ikm.kecamatan_code)
    found = {
        row.id: Business(str(row.id), *row[1:]) for row in session.execute(select(*columns).where(among(Ikm.id, ids)))
    }
    planned = select(ImportRow).where(
        among(ImportRow.batch_id, list(batches)),
        ImportRow.verdict == "new",
        among(ImportRow.ikm_id, ids - found.keys()),
    )
    for row in session.scalars(planned) if ids - found.keys() else ():
        values = row.entry["values"]
        found[row.ikm_id] = Business(
            str(row.ikm_id), row.name or "", None, values.get("owner_name"), values.get("kecamatan_code")
        )
    return found


def _view(
    row: ImportRow,
    businesses: Mapping[UUID, Business],
    candidates: Sequence[tuple[str, list[Message]]],
    holders: Mapping[str, Business],
) -> RowView:
    plan, entry = row.plan, Entry.from_json(row.entry)
    return RowView(
        id=row.id,
        batch_id=row.batch_id,
        sheet=row.sheet,
        number=row.number,
        verdict=row.verdict,
        waiting=row.waiting,
        decision=row.decision,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        nib_holder=holders.get(entry.get("nib")),
        entry=entry,
        notes=tuple(map(Message.from_json, plan.get("notes", ()))),
        effects=row.effects.split(),
        doubt=row.doubt,
        target=businesses.get(row.ikm_id) if row.ikm_id else None,
        reasons=[Message.from_json(reason) for reason in plan["reasons"]],
        candidates=[
            CandidateView(business, reasons)
            for identity, reasons in candidates
            if (business := businesses.get(UUID(identity)))
        ],
        changes=[
            ChangeView(label_of(change["field"]), worded(change["field"], change["old"]),
                       worded(change["field"], change["new"]), change["kind"])
            for change in plan["changes"]
        ],
    )  # fmt: skip
