"""A large list on its way into the register: slice after slice, each a short transaction, none of it seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from services.registry.actions.import_pen import Drawn, Writing, draw_new
from services.registry.actions.import_writing import write_unseen
from services.registry.actions.unseen import CLEARING, Overtaken, make_way, take_some
from services.registry.domain.import_plan import NEW, UPDATE
from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from shared.among import among
from shared.hiding import HIDDEN_TOO

SLICE = 2000
"""Rows written while others wait: a fraction of a second."""
KNOWN_AT_ONCE = 500


def begin(session: Session, batch: ImportBatch) -> tuple[int, int] | None:
    """Let nobody see what is written from now on; return how many are there already, and the place of the last.

    None: what is there belongs to another plan and has to go first.
    """
    if batch.unseen is None:
        batch.unseen = batch.plan_digest
    if batch.unseen != batch.plan_digest:
        return None
    there = select(func.count(), func.max(ImportRow.position)).join(Ikm, Ikm.id == ImportRow.ikm_id)
    mine = (ImportRow.batch_id == batch.id, ImportRow.verdict == NEW, Ikm.import_batch_id == batch.id)
    many, last = session.execute(there.where(*mine), execution_options=HIDDEN_TOO).one()
    return many, -1 if last is None else last


@dataclass(frozen=True)
class Slice:
    """Some of the new businesses of a plan, with all that the list says of them; ``last``: the place of the last."""

    many: int
    last: int
    drawn: Drawn


def next_slice(session: Session, batch: ImportBatch, after: int) -> Slice:
    """Return what is to be written next; reading and drawing it needs no lock."""
    rows = session.execute(_rows(batch).where(ImportRow.verdict == NEW, ImportRow.position > after).limit(SLICE)).all()
    # What later rows say about the same new businesses is written with them.
    more = _rows(batch).where(ImportRow.verdict == UPDATE, among(ImportRow.ikm_id, [row.ikm_id for row in rows]))
    writings = [writing(row) for row in (*rows, *session.execute(more))] if rows else []
    return Slice(len(rows), rows[-1].position if rows else after, draw_new(batch, writings))


def write_slice(session: Session, batch: ImportBatch, some: Slice) -> None:
    """Write new businesses unseen. Raises Overtaken where another one has a NIB of theirs by now."""
    _claim(session, batch, [ikm.nib for ikm in some.drawn.businesses])
    write_unseen(session, some.drawn)


def is_all_there(session: Session, batch: ImportBatch) -> bool:
    """Tell whether everything that a list adds is written, unseen, and nobody has overtaken any of it."""
    there = select(func.count()).select_from(Ikm).where(Ikm.import_batch_id == batch.id)
    count = session.scalar(there, execution_options=HIDDEN_TOO)
    return batch.unseen == batch.plan_digest and count == batch.counts[NEW]


def writings_about_known(session: Session, batch: ImportBatch) -> Iterator[list[Writing]]:
    """Yield what a plan writes to businesses that the register knew before: of some hundreds of them at a time."""
    made = select(ImportRow.ikm_id).where(ImportRow.batch_id == batch.id, ImportRow.verdict == NEW)
    about = _rows(batch).where(ImportRow.verdict == UPDATE)
    known = about.with_only_columns(ImportRow.ikm_id).where(ImportRow.ikm_id.not_in(made)).order_by(None)
    rest = iter(sorted({ikm_id for ikm_id in session.scalars(known) if ikm_id}))
    while some := list(islice(rest, KNOWN_AT_ONCE)):
        yield [writing(row) for row in session.execute(about.where(among(ImportRow.ikm_id, some)))]


def all_writings(session: Session, batch: ImportBatch) -> list[Writing]:
    """Return all that a plan writes, in the order of the list."""
    return [writing(row) for row in session.execute(_rows(batch).where(ImportRow.verdict.in_([NEW, UPDATE])))]


def clear(session: Session, batch: ImportBatch) -> int:
    """Take some of what was written unseen out again; return how many, 0 once nothing is left."""
    batch.unseen = CLEARING
    gone = take_some(session, batch, SLICE)
    if not gone:
        batch.unseen = None
    return gone


def writing(row: Row[Any]) -> Writing:
    """Return what a planned row writes."""
    return Writing.of(row.ikm_id, row.entry, row.plan, is_new=row.verdict == NEW)


def _rows(batch: ImportBatch) -> Select[Any]:
    columns = (ImportRow.ikm_id, ImportRow.entry, ImportRow.plan, ImportRow.verdict, ImportRow.position)
    mine = (ImportRow.batch_id == batch.id, ImportRow.ikm_id.is_not(None))
    return select(*columns).where(*mine).order_by(ImportRow.position)


def _claim(session: Session, batch: ImportBatch, nibs: Sequence[str | None]) -> None:
    given = [nib for nib in nibs if nib]
    if session.scalar(select(Ikm.id).where(among(Ikm.nib, given), Ikm.status != "merged").limit(1)):
        raise Overtaken
    make_way(session, given, beside=batch.id)
