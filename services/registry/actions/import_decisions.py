"""A person's word on a row that is possibly the same as a known business."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions.import_writing import Writing, write
from services.registry.domain.duplicates import CERTAIN, Finding, judge
from services.registry.domain.evidence import Traits
from services.registry.domain.import_entry import Entry, unclaimed
from services.registry.domain.import_plan import POSSIBLE, Earlier, new_id
from services.registry.domain.row_changes import State, contradicted, merge
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
        _note(row, decision, target)
        return row
    # One at a time: what another decision or a list adds at this moment must be seen here.
    Counter.hold(session, "ikm")
    offered = {UUID(found.id) for found in judged_now(session, [row])[row.id]}
    if decision == "same":
        _require_choice(target, offered | row.planned_candidates)
    else:
        _refuse_unseen(session, offered - set(row.planned_candidates if seen is None else seen))
    _note(row, decision, target)
    carry_out(session, batch, row)
    settle_alike(session, row, batch)
    return row


def carry_out_planned(session: Session, batch: ImportBatch, row: ImportRow, earlier: Earlier | None) -> None:
    """Write what was decided before the yes, about this row or ``earlier`` about one that says the same.

    It goes on waiting where it may be a business by now that nobody compared it with.
    """
    if earlier:
        row.decision, row.decided_ikm_id = "same", UUID(earlier.ikm_id)
        row.decided_by, row.decided_at = earlier.by, earlier.at
    elif row.decision == "different":
        offered = {UUID(found.id) for found in judged_now(session, [row])[row.id]}
        if offered - row.planned_candidates:
            row.decision = row.decided_by = row.decided_at = None
            return
    carry_out(session, batch, row)
    settle_alike(session, row, batch)


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


def settle_alike(session: Session, decided: ImportRow, batch: ImportBatch) -> None:
    """Settle the rows that a decision made certain: those that say the same, or share a number of their own."""
    reason = msg("settled with row {number} of {list}, about which a person decided",
                 number=decided.number, list=batch.filename)  # fmt: skip
    while alike := _alike(session, decided):
        for row, own_batch in alike:
            row.decision, row.decided_ikm_id = "same", decided.ikm_id
            row.decided_by, row.decided_at = decided.decided_by, decided.decided_at
            row.plan = row.plan | {"reasons": [reason.as_json()]}
            carry_out(session, own_batch, row)


def _alike(session: Session, decided: ImportRow) -> list[tuple[ImportRow, ImportBatch]]:
    session.flush()
    waiting = session.scalars(select(ImportRow).where(ImportRow.waiting)).all()
    target = known_near(session, [], [decided.ikm_id] if decided.ikm_id else []).records.get(str(decided.ikm_id))
    if target is None:
        return []
    twins = {row.id for row in waiting if row.content_hash and row.content_hash == decided.content_hash}
    likely = [row for row in waiting if row.id not in twins and _is_proven(traits_of_row(row), target)]
    settled = [row_id for row_id, found in judged_now(session, likely).items() if _only(found, target.id)]
    # Whoever is deciding one of these at this moment goes on: it is judged against this decision next.
    wanted = (
        select(ImportRow, ImportBatch)
        .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
        .where(among(ImportRow.id, [*twins, *settled]), ImportRow.waiting, ImportBatch.status == "confirmed")
        .order_by(ImportRow.created_at, ImportRow.batch_id, ImportRow.position)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return [(row, batch) for row, batch in session.execute(wanted)]


def _is_proven(row: Traits, target: Traits) -> bool:
    found = judge(row, target)
    return found is not None and found.proven and found.strength == CERTAIN


def _only(found: Collection[Finding], target: str) -> bool:
    return [one.id for one in found if one.strength == CERTAIN] == [target]


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


def _note(row: ImportRow, decision: str, target: UUID | None) -> None:
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
