"""The part of large imports that takes longer than a request or a task may: a process of its own for each step."""

import fcntl
import gc
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Thread
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from services.registry.actions.import_confirmation import carry_on
from services.registry.actions.import_planning import draw_again, draw_up, keep_plan
from services.registry.actions.import_undo import take_back
from services.registry.actions.uploads import folder_in
from services.registry.models.import_batch import ImportBatch
from services.registry.queries.known_ikm import register_mark
from shared import log
from shared.clock import latest, now
from shared.context import Actor, acting_as
from shared.crypto import Cipher
from shared.database import Database
from shared.errors import InvalidInput, Refused
from shared.language import Message, msg
from shared.settings import Settings

BEFORE = {"planning": "uploaded", "confirming": "planned", "undoing": "confirmed"}
FAILED = msg("This step failed and nothing of it was kept. Try again; if it fails again, tell the office.")
ROOT = Path(__file__).resolve().parents[3]
LOOK_SECONDS = 1.0
PATIENCE = timedelta(minutes=1)
"""How long after the start of a process another one looks whether it was killed, and then begins the step again."""

logger = log.get_logger(__name__)


def any_due(session: Session) -> bool:
    """Tell whether an import waits for a process."""
    return session.scalar(_due().limit(1)) is not None


def start_due(database: Database) -> list[subprocess.Popen[bytes]]:
    """Start a process for every import that waits for one. It outlives the task, and the worker if that is killed."""
    with database.transaction() as session:
        due = session.scalars(_due().with_for_update(skip_locked=True)).all()
        for batch in due:
            batch.claimed_until = now() + PATIENCE
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    commands = [[sys.executable, "-m", __name__, str(batch.id)] for batch in due]
    return [subprocess.Popen(command, env=environment) for command in commands]  # noqa: S603 - our own module and id


def take_step(database: Database, batch_id: UUID, folder: Path, cipher: Cipher) -> None:
    """Do the next step of an import for the person who asked. Where it fails, the import is as before, and says so."""
    with database.reading() as session:
        batch = session.get_one(ImportBatch, batch_id)
    asked = batch.asked or {"id": None, "name": batch.created_by, "role": "staff", "story": None}
    who = Actor(asked["id"] and UUID(asked["id"]), asked["name"], asked["role"])
    try:
        with acting_as(who, asked["story"]):
            _step(database, batch, folder, cipher)
    except Refused as refused:
        _give_back(database, batch_id, refused.message)
    except InvalidInput as refused:
        [message, *_] = next(iter(refused.errors.values()))
        _give_back(database, batch_id, message)
    except Exception:
        _give_back(database, batch_id, FAILED)
        raise


def _due() -> Select[tuple[ImportBatch]]:
    claimed_until = ImportBatch.claimed_until
    free = or_(claimed_until.is_(None), claimed_until < now(), claimed_until > latest(PATIENCE))
    return select(ImportBatch).where(ImportBatch.status.in_(BEFORE), free)


def _step(database: Database, batch: ImportBatch, folder: Path, cipher: Cipher) -> None:
    if batch.status == "planning":
        with database.reading() as session:
            plan = draw_up(session, batch.id, folder, cipher)
        with database.transaction() as session:
            keep_plan(session, plan).claimed_until = None
        return
    with database.reading() as session:
        # Ahead of the transaction, in which others wait.
        changed = batch.status == "confirming" and register_mark(session) != batch.register_mark
        ahead = draw_again(session, batch) if changed else None
    with database.transaction() as session:
        current = ImportBatch.locked(session, batch.id)
        current.claimed_until = None
        if current.status == "confirming":
            carry_on(session, current, folder, ahead)
        elif current.status == "undoing":
            take_back(session, current)


def _give_back(database: Database, batch_id: UUID, message: Message) -> None:
    with database.transaction() as session:
        batch = ImportBatch.locked(session, batch_id)
        if batch.status in BEFORE:
            batch.status = BEFORE[batch.status]
            batch.claimed_until, batch.notice = None, message.as_json()


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Tell whether no other living process has this file; the kernel takes it from one that dies."""
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def main(batch_id: str) -> None:
    """Take one step of one import, in the process that was started for it, unless another one is at it."""
    log.configure("registry", "import")
    # The collector would walk over everything read so far again and again: a third of the time, and nothing is freed.
    gc.disable()
    try:
        _take_alone(UUID(batch_id))
    except Exception:
        logger.exception("import_step_failed", import_id=batch_id)
        sys.exit(1)


def _end_once_dropped(database: Database, batch_id: UUID) -> None:
    """End this process, and with it what reads the file, once somebody has dropped the import."""
    status = select(ImportBatch.status).where(ImportBatch.id == batch_id)
    while True:
        time.sleep(LOOK_SECONDS)
        with database.reading() as session:
            if session.scalar(status) == "discarded":
                logger.info("import_step_dropped", import_id=str(batch_id))
                os._exit(0)


def _take_alone(batch_id: UUID) -> None:
    settings = Settings.from_env("registry")
    folder = folder_in(settings.data_dir)
    with _alone(folder / f"{batch_id}.step") as alone:
        if alone:
            database = Database(settings.database_url, signing_keys=settings.secret_keys)
            Thread(target=_end_once_dropped, args=(database, batch_id), daemon=True).start()
            take_step(database, batch_id, folder, Cipher(settings.data_keys))
            database.dispose()


if __name__ == "__main__":
    main(sys.argv[1])
