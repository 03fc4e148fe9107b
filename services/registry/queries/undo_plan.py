"""What undoing a merger would bring back and what would stay, as both records are now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.domain.profile import SHARING, consent_state
from services.registry.domain.undoing import returning
from services.registry.models.base import Base
from services.registry.models.contact import FIELDS
from services.registry.models.ikm import Ikm
from services.registry.models.merge import Merge
from services.registry.queries.merge_images import COPIED, columns_of, fields_of
from services.registry.queries.merges import living_on_in

MOVED = {"participation": "participations", "consent": "consents"}
BELONGINGS = {**{table: relation.key for table, relation in COPIED.items()}, **MOVED}
PIECEMEAL = "contact"
"""Of a contact each part may go back alone; a certificate or a need goes back whole or not at all."""


@dataclass(frozen=True)
class Copy:
    """A row of the one kept that goes back: to what it said before, None where it is to be no more.

    ``partial``: of what the merger brought, somebody changed a part since, which stays.
    """

    table: str
    row: Base
    before: Mapping[str, Any] | None
    partial: bool = False


@dataclass(frozen=True)
class UndoPlan:
    """``stay``, ``lost``, ``since``: by table, how many stay as somebody changed them, are no more, or are newer."""

    fields: list[str]
    fields_stay: list[str]
    copies: list[Copy]
    moved: dict[str, list[UUID]]
    stay: dict[str, int]
    lost: dict[str, int]
    since: dict[str, int]
    restricted: bool
    refused: bool

    def going_back(self) -> dict[str, int]:
        """Return, by table, how many of what the merger brought to the one kept leave it again."""
        many = {table: len(ids) for table, ids in self.moved.items()}
        for copy in self.copies:
            many[copy.table] = many.get(copy.table, 0) + 1
        return {table: count for table, count in many.items() if count}


def undo_plan(session: Session, merge: Merge, kept: Ikm, gone: Ikm) -> UndoPlan:
    """Return what undoing would do to the two, without doing it."""
    fields = _fields(merge, kept, gone)
    rows = {table: {str(row.id): row for row in getattr(kept, name)} for table, name in BELONGINGS.items()}
    copies, stay, lost = _copies(merge, rows)
    moved = {table: [UUID(key) for key in keys if key in rows[table]] for table, keys in (merge.moved or {}).items()}
    lost |= {table: count for table, keys in (merge.moved or {}).items() if (count := len(keys) - len(moved[table]))}
    moved["participation"] = _participations(session, moved.get("participation", []), kept, gone)
    going = {str(row_id) for ids in moved.values() for row_id in ids}
    brought = going | {key for keys in (*(merge.moved or {}).values(), *merge.copied.values()) for key in keys}
    since = {
        table: len([key for key, row in here.items() if key not in brought and row.created_at > merge.created_at])
        for table, here in rows.items()
    }
    return UndoPlan(
        fields=fields,
        fields_stay=[name for name in merge.taken if name not in (*fields, "status")],
        copies=copies,
        moved=moved,
        stay=stay,
        lost=lost,
        since={table: count for table, count in since.items() if count},
        restricted=kept.restricted,
        refused=consent_state(kept.consents, SHARING) == "no",
    )


def _participations(session: Session, moved: Collection[UUID], kept: Ikm, gone: Ikm) -> list[UUID]:
    """Return those from lists that were moved, and the invitations meant for the one that ended, whenever answered."""
    family = living_on_in(session, gone.id)
    return [
        past.id
        for past in kept.participations
        if past.invited_id in family or (past.invited_id is None and past.id in moved)
    ]


def _fields(merge: Merge, kept: Ikm, gone: Ikm) -> list[str]:
    # A NIK is only said to be there: whether it is still the one taken over shows beside the other record.
    here = fields_of(kept) | ({} if kept.nik_fingerprint == gone.nik_fingerprint else {"nik": None})
    return returning({name: took for name, took in merge.taken.items() if name != "status"}, here)


def _copies(merge: Merge, rows: Mapping[str, Mapping[str, Any]]) -> tuple[list[Copy], dict[str, int], dict[str, int]]:
    copies: list[Copy] = []
    stay: dict[str, int] = {}
    lost: dict[str, int] = {}
    for table, changes in merge.copied.items():
        for key, change in changes.items():
            row = rows[table].get(key)
            if row is None:
                lost[table] = lost.get(table, 0) + 1
                continue
            found = _copy(table, row, change)
            copies += [found] if found else []
            if not found or found.partial:
                stay[table] = stay.get(table, 0) + 1
    return copies, stay, lost


def _copy(table: str, row: Base, change: Mapping[str, Any]) -> Copy | None:
    here = {name: value for name, value in columns_of(row).items() if not name.startswith("undeliverable")}
    unchanged = [name for name, value in change["new"].items() if name not in here or here[name] == value]
    whole = len(unchanged) == len(change["new"])
    added = change["old"] is None
    if whole:
        return Copy(table, row, None if added else change["old"])
    if table != PIECEMEAL:
        return None
    if added:
        return _added_contact(row, {name for name in FIELDS if name in unchanged})
    before = {name: change["old"][name] for name in unchanged}
    return Copy(table, row, before, partial=True) if before else None


def _added_contact(row: Base, brought: Collection[str]) -> Copy | None:
    """Return how a contact goes back that the merger added and somebody corrected since: only the correction stays."""
    going = {name: None for name in brought if getattr(row, name) is not None}
    staying = [name for name in FIELDS if name not in going and getattr(row, name) is not None]
    if not staying:
        return Copy(PIECEMEAL, row, None)
    return Copy(PIECEMEAL, row, going, partial=True) if going else None
