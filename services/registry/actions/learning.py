"""Learning from people: what they say of a layout's columns, and the words of their office."""

from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.registry.domain import layout, office_words
from services.registry.models.import_batch import ImportBatch
from services.registry.models.layout import Layout
from services.registry.models.office_word import OfficeWord
from shared.clock import WITA, now
from shared.context import actor
from shared.database import insert_if_absent


def remember(session: Session, batch: ImportBatch) -> None:
    """Keep what a person said of this list's columns for the next one of its layout; the newest word counts."""
    if not batch.said_by or not batch.layout:
        return
    orders = {label: kept["chosen"] for label, kept in (batch.dates or {}).items() if kept.get("chosen")}
    said: dict[str, Any] = {
        "mapping": layout.kept(batch.mapping, batch.mapping),
        "orders": layout.kept(batch.mapping, orders),
        "filename": batch.filename,
        "said_by": batch.said_by,
        "said_at": now(),
    }
    insert_if_absent(session, Layout, fingerprint=batch.layout, **said)
    known = session.get_one(Layout, batch.layout, with_for_update=True, populate_existing=True)
    for name, value in said.items():
        setattr(known, name, value)


def recall(session: Session, batch: ImportBatch) -> None:
    """Preset what a person said of the last list of this layout, and note who it was."""
    batch.layout = layout.fingerprint(sheet["labels"] for sheet in batch.sheets)
    known = session.get(Layout, batch.layout)
    if known is None:
        return
    said = layout.recalled(batch.mapping, known.mapping)
    batch.mapping = batch.mapping | said
    batch.columns = batch.columns and {
        label: guess | {"asked": guess["asked"] and label not in said} for label, guess in batch.columns.items()
    }
    orders = layout.recalled(batch.mapping, known.orders)
    batch.dates = batch.dates and {
        label: kept | ({"chosen": orders[label]} if label in orders else {}) for label, kept in batch.dates.items()
    }
    batch.recalled = {
        "by": known.said_by,
        "on": known.said_at.astimezone(WITA).date().isoformat(),
        "filename": known.filename,
    }


def forget(session: Session, fingerprint: str) -> None:
    """Forget what was said of a layout; twice changes nothing."""
    session.execute(delete(Layout).where(Layout.fingerprint == fingerprint))


def keep_word(session: Session, kind: str, word: str, meaning: str) -> None:
    """Keep a word of the office's own; the same word again gets the new meaning. Raises InvalidInput."""
    key, word, meaning = office_words.checked(kind, word, meaning)
    said: dict[str, Any] = {"word": word, "meaning": meaning, "said_by": actor().name, "said_at": now()}
    insert_if_absent(session, OfficeWord, kind=kind, key=key, **said)
    kept = session.get_one(OfficeWord, (kind, key), with_for_update=True, populate_existing=True)
    for name, value in said.items():
        setattr(kept, name, value)


def drop_word(session: Session, kind: str, key: str) -> None:
    """Forget a word; twice changes nothing."""
    session.execute(delete(OfficeWord).where(OfficeWord.kind == kind, OfficeWord.key == key))
