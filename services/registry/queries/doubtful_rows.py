"""Doubtful rows as the register stands now, and what people decided about rows like them before."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.domain.duplicates import CERTAIN, Finding
from services.registry.domain.evidence import Traits, traits_of
from services.registry.domain.import_entry import Entry
from services.registry.domain.import_plan import POSSIBLE, Earlier
from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from services.registry.queries.known_ikm import known_near, waits_as
from shared.chains import last_of


def judged_now(session: Session, rows: Sequence[ImportRow]) -> dict[UUID, list[Finding]]:
    """Return, for rows that wait, the businesses each may be the same as, the likeliest first.

    Since a list was planned the register has gained businesses and lost others, so nothing of this is kept.
    """
    if not rows:
        return {}
    traits = {row.id: traits_of_row(row) for row in rows}
    known = known_near(session, traits.values(), set().union(*(row.planned_candidates for row in rows)))
    found = {row.id: known.find(traits[row.id], waits_as=partial(waits_as, row)) for row in rows}
    return {row.id: _newest_first(offered(found[row.id]), row) for row in rows}


def traits_of_row(row: ImportRow) -> Traits:
    """Return what tells a waiting row from others."""
    return traits_of(waits_as(row), Entry.from_json(row.entry))


def offered(findings: Sequence[Finding]) -> list[Finding]:
    """Of several that are certain one is right; beside a single one the doubtful ones count too."""
    certain = [found for found in findings if found.strength == CERTAIN]
    return certain if len(certain) > 1 else list(findings)


def _newest_first(findings: Sequence[Finding], row: ImportRow) -> list[Finding]:
    """Of equally likely ones, those first that the register did not have when the list was planned."""
    return sorted(findings, key=lambda found: (found.strength, UUID(found.id) in row.planned_candidates))


def earlier_decisions(session: Session) -> dict[str, Earlier]:
    """Return, by content, which IKM a person said a row is. What belongs to an undone import does not count."""
    columns = (ImportRow.content_hash, ImportRow.ikm_id, ImportRow.decided_by, ImportRow.decided_at)
    decided = (
        select(*columns)
        .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
        .where(
            ImportBatch.status == "confirmed",
            ImportRow.verdict == POSSIBLE,
            ImportRow.waiting.is_(False),
            ImportRow.content_hash.is_not(None),
            ImportRow.ikm_id.is_not(None),
        )
        .order_by(ImportRow.decided_at)
    )
    merged = select(Ikm.id, Ikm.merged_into_id).where(Ikm.status == "merged")
    survivors: dict[UUID, UUID | None] = {row.id: row.merged_into_id for row in session.execute(merged)}
    found: dict[str, Earlier] = {}
    for row in session.execute(decided):
        ikm_id = last_of(row.ikm_id, survivors.get) or row.ikm_id
        found[row.content_hash] = Earlier(str(ikm_id), row.decided_by, row.decided_at)
    return found
