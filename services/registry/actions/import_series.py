"""One decision for all rows of a list that are doubtful for the same reason, as a person made it on one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.import_decisions import ALIKE, note
from services.registry.actions.import_foreseen import foresee
from services.registry.actions.import_round import Round
from services.registry.domain.duplicates import CERTAIN, Finding
from services.registry.models.counter import Counter
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from services.registry.queries.doubt_groups import count_others, others
from shared.errors import RuleBroken
from shared.language import Message, msg
from shared.work.asking import ask

DECIDE = "import.decide"
AT_ONCE = 100
"""More rows than this are left to the lane of long work."""
NOUN = "import_row"


@dataclass(frozen=True)
class Series:
    """How many rows were decided, stay for a person, or had been decided meanwhile; or the work that does it."""

    decided: int = 0
    left: int = 0
    meanwhile: int = 0
    work_id: UUID | None = None

    def said(self) -> Message:
        """Return what became of them in one sentence."""
        return msg(
            "{decided} rows were decided alike. {left} stay for a person: they may be something else by now. "
            "{meanwhile} had been decided meanwhile and were left alone.",
            decided=self.decided, left=self.left, meanwhile=self.meanwhile,
        )  # fmt: skip


def decide_all_alike(session: Session, row_id: UUID, seen: int | None = None) -> Series:
    """Decide the rows alike, or leave it to the lane where they are many. ``seen``: how many the person was shown."""
    sample, batch = _decided_sample(session, row_id)
    count = count_others(session, sample, batch)
    if count <= AT_ONCE:
        return decide_alike(session, row_id, seen)
    title = msg("Deciding {count} rows of {name} alike", count=count, name=batch.filename)
    page, alone = f"/impor/keputusan/{row_id}/serupa", f"{NOUN} {row_id}"
    arguments = {"seen": count if seen is None else seen}
    return Series(
        work_id=ask(session, DECIDE, title, noun=NOUN, noun_id=row_id, page=page, arguments=arguments, alone=alone)
    )


def decide_alike(session: Session, row_id: UUID, seen: int | None = None) -> Series:
    """Decide, as the sample was decided, every row of its list that is doubtful for its reason.

    "Different" makes each a business of its own, "the same" adds each to the one business it may be. A row that may by
    now be something the sample did not show stays for a person. The same again changes nothing.
    """
    sample, batch = _decided_sample(session, row_id)
    if batch.status == "confirmed" and sample.decision != "later":
        # One at a time, as for a single decision.
        Counter.hold(session, "ikm")
    rows = others(session, sample, batch, lock=True)
    meanwhile = max(0, (len(rows) if seen is None else seen) - len(rows))
    if batch.status == "planned" or sample.decision == "later":
        done = sum(_noted(batch, row, sample) for row in rows)
    else:
        done = _carried_out(session, batch, sample, rows)
    return Series(done, len(rows) - done, meanwhile)


def _decided_sample(session: Session, row_id: UUID) -> tuple[ImportRow, ImportBatch]:
    sample, batch = ImportRow.locked(session, row_id)
    if batch.status not in ("planned", "confirmed") or sample.decision is None or sample.doubt is None:
        raise RuleBroken(msg("Decide on one of these rows first: the others follow it."))
    return sample, batch


def _noted(batch: ImportBatch, row: ImportRow, sample: ImportRow) -> bool:
    candidates = row.planned_candidates
    if sample.decision == "same" and len(candidates) != 1:
        return False
    note(row, sample.decision or "", min(candidates) if sample.decision == "same" else None)
    row.plan = row.plan | {ALIKE: True}
    foresee(batch, row)
    return True


def _carried_out(session: Session, batch: ImportBatch, sample: ImportRow, rows: Sequence[ImportRow]) -> int:
    going = Round(session, batch, rows)
    if sample.decision == "different":
        going.made.add(str(sample.ikm_id))
    for row in rows:
        found = going.found(row)
        if not _may_follow(going, row, sample, found):
            continue
        note(row, sample.decision or "", UUID(found[0].id) if sample.decision == "same" else None)
        going.carry_out(row)
    going.finish()
    return len(going.done)


def _may_follow(going: Round, row: ImportRow, sample: ImportRow, found: Sequence[Finding]) -> bool:
    """Whether nothing speaks of this row that did not speak of the sample."""
    if sample.decision == "same":
        return len(found) == 1 and found[0].doubt == sample.doubt
    return going.is_different(row, found, alike=True) and all(one.strength != CERTAIN for one in found)
