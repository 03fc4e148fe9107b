"""The form for an IKM: which field stands where."""

from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil

from services.registry.domain.field import Field, Group, Kind
from services.registry.domain.fields import GROUPS, OWN

WIDE = (Kind.NAME, Kind.ADDRESS, Kind.PARAGRAPH)
ABREAST = 3


@dataclass(frozen=True)
class Section:
    """One group of fields, in rows. What is wide has a row of its own."""

    group: Group
    rows: list[list[Field]]


def sections() -> list[Section]:
    """Return the form from top to bottom."""
    return [Section(group, _rows([field for field in OWN if field.group is group])) for group in GROUPS]


def _rows(fields: list[Field]) -> list[list[Field]]:
    runs = groupby(enumerate(fields), key=lambda item: item[0] if item[1].kind in WIDE else -1)
    return [row for _, run in runs for row in _even([field for _, field in run])]


def _even(fields: list[Field]) -> list[list[Field]]:
    """Return them in as few rows as they need, none much shorter than another: five are two and three."""
    many = ceil(len(fields) / ABREAST)
    ends = [len(fields) * row // many for row in range(many + 1)]
    return [fields[start:end] for start, end in pairwise(ends)]
