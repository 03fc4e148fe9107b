"""Which values so many bear that they tell nobody apart: a village's telephone, an office's mail, "Pak RT" as owner."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from services.registry.domain.evidence import Traits
from services.registry.domain.names import close_name, close_person, compatible_person, is_group, name_key, person_key

OWNERS = 3
"""From so many owners on a number or address is nobody's own; a couple, or mother and daughter, share one."""
BUSINESSES = 10
"""From so many businesses of different names on the owner is no person; few people own as many."""
IN_A_LIST, SHARE = 4, 0.3
"""In one list fewer are enough where they are this part of all that name an owner."""
_SETS = ("phones", "permits", "candidates")
_SINGLE = ("nib", "nik", "email")


Who = tuple[str, str]
"""The owner and the name of a business."""


class Bearers:
    """Who bears each value, among the businesses known and the rows of a list."""

    def __init__(self) -> None:
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        # In the order they came: the same records always give the same answer.
        self._who: dict[tuple[str, str], Who | dict[Who, None]] = {}
        self._judged: dict[tuple[str, str], tuple[int, bool]] = {}
        self._nobody: set[str] = set()

    def add(self, record: Traits) -> None:
        """Take in who bears the values of a record."""
        who = (person_key(record.owner or ""), name_key(record.name))
        if who[0]:
            self._names[who[0]].add(who[1])
        for value in _values(record):
            bearers = self._who.setdefault(value, who)
            if isinstance(bearers, dict):
                bearers[who] = None
            elif bearers != who:  # most values have one
                self._who[value] = dict.fromkeys((bearers, who))

    def add_list(self, rows: Sequence[Traits]) -> None:
        """Take in all rows of a list, and see whom it names as owner of a large part of them."""
        names: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows:
            self.add(row)
            if owner := person_key(row.owner or ""):
                names[owner].add(name_key(row.name))
        least = max(IN_A_LIST, SHARE * sum(map(len, names.values())))
        self._nobody |= {owner for owner, theirs in names.items() if len(theirs) >= least}

    def telling(self, record: Traits) -> Traits:
        """Return the record without the values that many bear."""
        crowded = {value for value in _values(record) if self._is_crowded(value)}
        nobody = record.owner and self._is_nobody(person_key(record.owner))
        if not crowded and not nobody:
            return record
        left: dict[str, Any] = {
            name: frozenset(one for one in getattr(record, name) if (name, one) not in crowded) for name in _SETS
        }
        left |= dict.fromkeys(name for name in _SINGLE if (name, getattr(record, name)) in crowded)
        return replace(record, owner=None if nobody else record.owner, **left)

    def _is_nobody(self, owner: str) -> bool:
        return owner in self._nobody or len(self._names[owner]) >= BUSINESSES or is_group(owner)

    def _is_crowded(self, value: tuple[str, str]) -> bool:
        bearers = self._who.get(value, ())
        if not isinstance(bearers, dict):
            return False  # one alone is no crowd
        if value not in self._judged or self._judged[value][0] != len(bearers):
            self._judged[value] = len(bearers), self._are_several(bearers)
        return self._judged[value][1]

    def _are_several(self, bearers: Iterable[tuple[str, str]]) -> bool:
        different: list[tuple[str, str]] = []
        for owner, name in bearers:
            who = ("" if self._is_nobody(owner) else owner, name)
            if not any(_may_be_one(who, other) for other in different):
                different.append(who)
            if len(different) >= OWNERS:
                return True
        return False


def _may_be_one(one: tuple[str, str], two: tuple[str, str]) -> bool:
    if one[0] and two[0]:
        return compatible_person(one[0], two[0]) or close_person(one[0], two[0])
    return close_name(one[1], two[1])


def _values(record: Traits) -> Iterable[tuple[str, str]]:
    for name in _SETS:
        yield from ((name, value) for value in getattr(record, name))
    yield from ((name, value) for name in _SINGLE if (value := getattr(record, name)))
