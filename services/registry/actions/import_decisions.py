"""A person's word on a row that is possibly the same as a known business."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions.import_foreseen import foresee
from services.registry.actions.import_pen import Writing
from services.registry.actions.import_writing import write
from services.registry.domain.business_state import State
from services.registry.domain.duplicates import CERTAIN, Finding, Known
from services.registry.domain.evidence import Traits
from services.registry.domain.import_entry import Entry, unclaimed
from services.registry.domain.import_plan import POSSIBLE, new_id
from services.registry.domain.row_changes import contradicted, merge
from services.registry.domain.several_rows import Told, read_together
from services.registry.models.counter import Counter
from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from services.registry.queries.doubtful_rows import judged_now, traits_of_row
from services.registry.queries.known_ikm import known_near, states_of
from shared.among import among
from shared.clock import now
from shared.context import actor
from shared.errors import InvalidInput, RuleBroken
from shared.language import Message, msg

ALIKE = "alike"
"""Marks in what a row would do that it was decided with all rows of its reason."""
DECIDED = msg("This row was decided already.")


def decide(
    session: Session, row_id: UUID, decision: str, ikm_id: UUID | None = None, seen: Collection[UUID] | None = None
) -> ImportRow:
    """Keep a decision (``same`` as ``ikm_id``, ``different``, ``later``); once the import is written, carry it out.

    ``seen``: the businesses the person compared, else those of the plan. Whoever says "different" must have seen every
    business it may be by now. Rows that this settles too are settled alike. The same decision again changes nothing.
    """
    row, batch = ImportRow.locked(session, row_id)
    if row.verdict != POSSIBLE or batch.status not in ("planned", "confirmed"):
        raise RuleBroken(msg("There is nothing to decide about this row."))
    target = ikm_id if decision == "same" else None
    if batch.status == "confirmed" and not row.waiting:
        if (row.decision, row.decided_ikm_id) == (decision, target):
            return row
        raise RuleBroken(DECIDED)
    if batch.status == "planned" or decision == "later":
        if decision == "same":
            _require_choice(target, row.planned_candidates)
        note(row, decision, target)
        foresee(batch, row)
        return row
    # One at a time: what another decision or a list adds at this moment must be seen here.
    Counter.hold(session, "ikm")
    offered = {UUID(found.id) for found in judged_now(session, [row])[row.id]}
    if decision == "same":
        _require_choice(target, offered | row.planned_candidates)
    else:
        _refuse_unseen(session, offered - set(row.planned_candidates if seen is None else seen))
    note(row, decision, target)
    carry_out(session, batch, row)
    settle_alike(session, row)
    return row


def carry_out(session: Session, batch: ImportBatch, row: ImportRow) -> None:
    """Write a decided row: into the business it is the same as, or as one of its own."""
    entry = Entry.from_json(row.entry)
    is_new = row.decision == "different"
    target = UUID(new_id(batch.id, entry)) if is_new else _living(session, row)
    entry = _with_own_nib(session, entry, target)
    state = State() if is_new else states_of(session, [str(target)])[str(target)]
    told, later = _beside_others(session, row, entry, target)
    changes = merge(state, told.entry, contradicted(told.entry, later))
    row.plan = row.plan | {"notes": [note.as_json() for note in told.notes]}
    fields = {change.field: change.new for change in changes if change.is_written}
    write(session, batch, [Writing(target, entry, fields, is_new)])
    row.ikm_id, row.waiting = target, False


def settle_alike(session: Session, *decided: ImportRow) -> None:
    """Settle the rows that decisions made certain: those that say the same, or share a number of their own."""
    by_target: dict[UUID | None, ImportRow] = {row.ikm_id: row for row in decided if row.ikm_id}
    by_content = {row.content_hash: row for row in decided if row.content_hash}
    while alike := _alike(session, by_target, by_content):
        for row, batch, decider in alike:
            reason = _settled_with(decider, session.get_one(ImportBatch, decider.batch_id))
            row.decision, row.decided_ikm_id = "same", decider.ikm_id
            row.decided_by, row.decided_at = decider.decided_by, decider.decided_at
            row.plan = row.plan | {"reasons": [reason.as_json()]}
            carry_out(session, batch, row)


def _settled_with(decider: ImportRow, batch: ImportBatch) -> Message:
    return msg("settled with row {number} of {list}, about which a person decided",
               number=decider.number, list=batch.filename)  # fmt: skip


def _alike(
    session: Session, by_target: Mapping[UUID | None, ImportRow], by_content: Mapping[str, ImportRow]
) -> list[tuple[ImportRow, ImportBatch, ImportRow]]:
    session.flush()
    waiting = session.scalars(select(ImportRow).where(ImportRow.waiting)).all()
    near = known_near(session, [], filter(None, by_target)).records
    targets = Known(near[str(target)] for target in by_target if str(target) in near)
    twins = ((row.id, by_content.get(row.content_hash or "")) for row in waiting)
    deciders = {row_id: decider for row_id, decider in twins if decider}
    likely = [row for row in waiting if row.id not in deciders and _is_proven(traits_of_row(row), targets)]
    for row_id, found in judged_now(session, likely).items():
        if decider := by_target.get(_only(found)):
            deciders[row_id] = decider
    # Whoever is deciding one of these at this moment goes on: it is judged against this decision next.
    wanted = (
        select(ImportRow, ImportBatch)
        .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
        .where(among(ImportRow.id, deciders), ImportRow.waiting, ImportBatch.status == "confirmed")
        .order_by(ImportRow.created_at, ImportRow.batch_id, ImportRow.position)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return [(row, batch, deciders[row.id]) for row, batch in session.execute(wanted)]


def _is_proven(row: Traits, targets: Known) -> bool:
    return any(found.proven and found.strength == CERTAIN for found in targets.find(row))


def _only(found: Collection[Finding]) -> UUID | None:
    certain = [one.id for one in found if one.strength == CERTAIN]
    return UUID(certain[0]) if len(certain) == 1 else None


def _beside_others(session: Session, row: ImportRow, entry: Entry, target: UUID) -> tuple[Told, list[Entry]]:
    """Return the row as it counts beside the others of its list about the same business, and those that stand later.

    What counts is the order of the list, also when another row was decided on last.
    """
    theirs = (ImportRow.batch_id == row.batch_id, ImportRow.ikm_id == target, ImportRow.id != row.id)
    found = session.execute(select(ImportRow.position, ImportRow.entry).where(*theirs).order_by(ImportRow.position))
    others = [(position, Entry.from_json(content)) for position, content in found]
    before = [other for position, other in others if position < row.position]
    after = [other for position, other in others if position > row.position]
    told = read_together([*before, entry, *after], bearing=len(before))
    return told[len(before)], [each.entry for each in told[len(before) + 1 :]]


def note(row: ImportRow, decision: str, target: UUID | None) -> None:
    """Keep what a person said of a row, and who said it when."""
    row.decision, row.decided_ikm_id = decision, target
    row.decided_by, row.decided_at = actor().name, now()


def _require_choice(ikm_id: UUID | None, offered: Collection[UUID]) -> None:
    if ikm_id not in offered:
        raise InvalidInput({"ikm_id": [msg("Choose one of the businesses this row may be the same as.")]})


def _refuse_unseen(session: Session, unseen: Collection[UUID]) -> None:
    if unseen:
        newcomer = session.get_one(Ikm, min(unseen))
        raise RuleBroken(_unseen(newcomer))


def _unseen(newcomer: Ikm) -> Message:
    return msg("By now this row may also be {number} {name}. Compare them, then decide.",
               number=newcomer.number, name=newcomer.name)  # fmt: skip


def _living(session: Session, row: ImportRow) -> UUID:
    """The business may have been merged into another since the row was planned."""
    if row.decided_ikm_id is None:
        raise RuleBroken(msg("There is nothing to decide about this row."))
    return Ikm.surviving(session, row.decided_ikm_id).id


def _with_own_nib(session: Session, entry: Entry, target: UUID) -> Entry:
    """A NIB is its owner's: another business of the same owner keeps it noted, but one IKM only has it."""
    nib = entry.get("nib")
    holder = Ikm.live_with_nib(session, nib) if nib else None
    return unclaimed(entry, holder.number, holder.name) if holder and holder.id != target else entry
