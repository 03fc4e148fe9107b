"""A person's values erased from the history (UU PDP 27/2022, articles 42 to 44), with the erasure on record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from shared.among import among
from shared.audit import record
from shared.change import FORGET, Change, ChangeActor, ChangeValue
from shared.context import SYSTEM

PEOPLE = ("account", "ikm")

Subject = tuple[str, UUID]
"""A noun and the id of one of its kind."""


@dataclass(frozen=True)
class Erasure:
    """What one erasure took: the values of changes about ``subjects`` up to a change, and names of whoever made them.

    ``changes``: which it took besides, about somebody else, for what they say of this person.
    A name goes where the person had an account, ``subjects[0]``, or acted without one on what is about it.
    """

    subjects: tuple[Subject, ...]
    up_to: int
    values: int
    names: int
    changes: frozenset[int] = frozenset()

    @classmethod
    def read(cls, recorded: dict[str, Any]) -> Self:
        """Return the erasure that a change with the action FORGET records."""
        subjects = tuple((noun, UUID(noun_id)) for noun, noun_id in recorded["about"])
        besides = frozenset(recorded.get("changes", ()))
        return cls(subjects, recorded["up_to"], recorded["values"], recorded["names"], besides)

    def recorded(self) -> dict[str, Any]:
        besides = {"changes": sorted(self.changes)} if self.changes else {}
        return besides | {
            "about": [[noun, str(noun_id)] for noun, noun_id in self.subjects],
            "up_to": self.up_to,
            "values": self.values,
            "names": self.names,
        }


def forget(session: Session, subjects: Sequence[Subject], basis: str, *, besides: Collection[int] = ()) -> int:
    """Erase what the history says of a person, ``subjects[0]``, and of all else that is about this person.

    ``besides``: ids of changes about somebody else that say something of this person.

    ``basis`` says why and names nobody: it stays. Returns how many values and names were erased; 0 records nothing.
    """
    last = session.scalar(select(func.max(Change.id))) or 0
    concerned = or_(_is_about(subjects), among(Change.id, besides))
    about = and_(Change.id <= last, Change.action != FORGET, concerned)
    theirs = and_(Change.id <= last, or_(Change.actor_id == subjects[0][1], and_(Change.actor_id.is_(None), about)))
    values = _erase(session, ChangeValue, about)
    names = _erase(session, ChangeActor, theirs, ChangeActor.name != SYSTEM.name)
    if values or names:
        noun, noun_id = subjects[0]
        erased = Erasure(tuple(subjects), last, values, names, frozenset(besides))
        record(session, noun=noun, noun_id=noun_id, action=FORGET, new=erased.recorded(), reason=basis)
    return values + names


def forget_one(session: Session, noun: str, noun_id: UUID, basis: str) -> int:
    """Erase what the history says of one thing, where nothing else is known to be about the same person."""
    return forget(session, [(noun, noun_id)], basis)


def known_nouns(session: Session) -> list[str]:
    """Return of what this history can forget: people, and all else it says anything of."""
    return sorted({*PEOPLE, *session.scalars(select(Change.noun).distinct())})


def _is_about(subjects: Sequence[Subject]) -> ColumnElement[bool]:
    by_noun: dict[str, list[UUID]] = {}
    for noun, noun_id in subjects:
        by_noun.setdefault(noun, []).append(noun_id)
    return or_(*(and_(Change.noun == noun, among(Change.noun_id, ids)) for noun, ids in by_noun.items()))


def _erase(
    session: Session, table: type[ChangeValue | ChangeActor], of: ColumnElement[bool], *also: ColumnElement[bool]
) -> int:
    of_these = select(Change.id).where(of)
    these = table.change_id.in_(of_these)
    done = session.execute(delete(table).where(these, *also), execution_options={"synchronize_session": False})
    return done.rowcount if isinstance(done, CursorResult) else 0
