"""Whether a business has anything in common with any row of a list, kept in eight bytes a trait."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable

from services.registry.domain.duplicates import keys_of
from services.registry.domain.evidence import Traits
from services.registry.domain.names import person_key


class Touching:
    """Everything by which the rows of a list could be found. Two traits that share a mark only make it careful."""

    def __init__(self, rows: Iterable[Traits]) -> None:
        self._marks = array("q", sorted({mark for row in rows for mark in _marks(row)}))

    def touches(self, record: Traits) -> bool:
        """Tell whether a row may be about this business, or be judged otherwise because of it."""
        return any(map(self._has, _marks(record)))

    def _has(self, mark: int) -> bool:
        place = bisect_left(self._marks, mark)
        return place < len(self._marks) and self._marks[place] == mark


def _marks(record: Traits) -> Iterable[int]:
    yield from map(hash, keys_of(record))
    # Whoever owns many businesses proves nothing any more, wherever they are.
    if owner := person_key(record.owner or ""):
        yield hash(("bearer", owner))
