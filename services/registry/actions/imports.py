"""Which step an import stands at, who does its long steps, and how a step is given back or dropped."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.files.uploads import forget
from services.registry.models.import_batch import ImportBatch
from shared.errors import RuleBroken
from shared.language import Message, msg
from shared.work.asking import ask, stop_about

LARGE = 4000
"""Rows from which planning, writing and undoing are long work."""
PLAN, WRITE, UNDO = "import.plan", "import.write", "import.undo"
CLEAR, TELL = "import.clear", "ikm.tell"
NOUN, LEFT = "import", "import-left"
TITLES = {
    PLAN: msg("Planning the list {name}"),
    WRITE: msg("Writing the list {name} into the register"),
    UNDO: msg("Undoing the import {name}"),
    CLEAR: msg("Taking out what the list {name} had begun to write"),
}
UNDER_WAY = {PLAN: "planning", WRITE: "confirming", UNDO: "undoing"}
BEFORE = {"planning": "uploaded", "confirming": "planned", "undoing": "confirmed"}


def is_large(batch: ImportBatch) -> bool:
    """Tell whether the steps of an import are long work."""
    return batch.total > LARGE


def queue_plan(session: Session, batch_id: UUID) -> None:
    """Leave the planning of a large file to the lane of long work; the page shows how far it is."""
    batch = ImportBatch.locked(session, batch_id)
    require(batch, "uploaded", "planned", "planning")
    leave_to_lane(session, batch, PLAN)


def leave_to_lane(session: Session, batch: ImportBatch, kind: str, arguments: Mapping[str, Any] | None = None) -> None:
    """Ask for a step as long work."""
    batch.status, batch.notice = UNDER_WAY[kind], None
    title = msg(TITLES[kind].template, name=batch.filename)
    page, alone = f"/impor/{batch.id}", f"{NOUN} {batch.id}"
    ask(session, kind, title, noun=NOUN, noun_id=batch.id, page=page, arguments=arguments, alone=alone)


def give_back(session: Session, batch_id: UUID, said: Message) -> None:
    """Let an import whose step was stopped or failed be as it was before, and keep why."""
    batch = ImportBatch.locked(session, batch_id)
    if batch.status in BEFORE:
        batch.status, batch.notice = _before(batch), said.as_json()
    ask_to_clear(session, batch)


def _before(batch: ImportBatch) -> str:
    half_planned = batch.status == "confirming" and not batch.is_planned_through
    return "uploaded" if half_planned else BEFORE[batch.status]


def ask_to_clear(session: Session, batch: ImportBatch) -> None:
    """Ask the lane of long work to take out again what an import wrote unseen, where it wrote any."""
    if batch.unseen is not None:
        title = msg(TITLES[CLEAR].template, name=batch.filename)
        ask(session, CLEAR, title, noun=LEFT, noun_id=batch.id, alone=f"{LEFT} {batch.id}")


def ask_to_tell(session: Session) -> None:
    """Ask the lane of long work to announce what large lists wrote, once."""
    ask(session, TELL, msg("Telling the other services of new and changed IKM"), alone=TELL)


def discard(session: Session, batch_id: UUID, folder: Path) -> None:
    """Drop an import that was never confirmed, with its file."""
    batch = ImportBatch.locked(session, batch_id)
    if batch.status == "discarded":
        return
    require(batch, "uploaded", "planning", "planned")
    batch.status = "discarded"
    stop_about(session, NOUN, batch_id)
    forget(folder, [batch.stored_name])
    batch.stored_name = None


def require(batch: ImportBatch, *statuses: str) -> None:
    """Raise RuleBroken, with a sentence, unless the import is in one of these states."""
    if batch.status not in statuses:
        raise RuleBroken(NOT_NOW[batch.status])


NOT_NOW = {
    "uploaded": msg("This import has no plan yet."),
    "planning": msg("This import is being planned. Wait until it is done."),
    "planned": msg("This import has not been confirmed yet."),
    "confirming": msg("This import is being written. Wait until it is done."),
    "confirmed": msg("This import was confirmed already; nothing was written twice."),
    "undoing": msg("This import is being undone. Wait until it is done."),
    "undone": msg("This import was undone already."),
    "discarded": msg("This import was dropped."),
}
"""Why a step is not possible in a state."""
