"""What a table refuses, in words: written once, beside the constraint, for everybody who may break it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from shared.errors import RuleBroken
from shared.language import Message

Constraint = CheckConstraint | Index | UniqueConstraint
C = TypeVar("C", CheckConstraint, Index, UniqueConstraint)
_SENTENCES: list[tuple[Constraint, Message, str]] = []
_NAMED_IN_SQLITE = re.compile(r"constraint failed: (?:index '(?P<index>\w+)'|(?P<said>.+))$")


def refusing(constraint: C, message: Message, *, field: str) -> C:
    """Return the constraint; whoever breaks it is told ``message`` beside ``field``."""
    _SENTENCES.append((constraint, message, field))
    return constraint


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """Raise RuleBroken instead of IntegrityError where a constraint with a sentence was broken."""
    try:
        yield
    except IntegrityError as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error


def refusal_of(error: IntegrityError) -> RuleBroken | None:
    """Return what the broken constraint has to say; None where it has no sentence."""
    broken = _broken(error)
    for constraint, message, field in _SENTENCES:
        if broken in _called(constraint):
            return RuleBroken(message, field=field)
    return None


def _broken(error: IntegrityError) -> str | None:
    """Return the name that the database gives the constraint: PostgreSQL its own, SQLite often its columns."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name)
    found = _NAMED_IN_SQLITE.search(str(error.orig))
    return (found["index"] or found["said"]) if found else None


def _called(constraint: Constraint) -> tuple[str, ...]:
    name = str(constraint.name)
    if isinstance(constraint, CheckConstraint):
        return (name,)
    return name, ", ".join(f"{column.table.name}.{column.name}" for column in constraint.columns)
