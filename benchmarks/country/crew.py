"""Processes that look at one country together."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from multiprocessing.pool import Pool
from typing import Any, TypeVar

import numpy as np

from benchmarks.country.country import Country

SHARES = 64
"""Parts of a look, so that nobody waits long for another at the end."""

Seen = TypeVar("Seen")
_shown: list[Country] = []
"""What a forked process looks at: the country, a sample of it, a sample of that."""


class Crew:
    """Looks at one country, alone or in processes forked once it is there, so that its columns exist once."""

    def __init__(self, country: Country, pool: Pool | None = None, depth: int = 0) -> None:
        self.country, self._pool, self._depth = country, pool, depth

    def sample(self) -> "Crew":
        """Return the same crew looking at a sample of its country."""
        return Crew(self.country.sample(), self._pool, self._depth + 1)

    def over_all(self, look: Callable[..., Seen], *given: Any) -> Iterator[Seen]:
        """Yield ``look(country, cells, *given)`` for all cells, a part at a time and in their order."""
        parts = shares(self.country, SHARES)
        if self._pool is None:
            return (look(self.country, cells, *given) for cells in parts)
        return self._pool.imap(_look, [(self._depth, look, cells, given) for cells in parts])


@contextmanager
def crew(country: Country, hands: int) -> Iterator[Crew]:
    """Yield a crew of so many processes."""
    with multiprocessing.get_context("fork").Pool(hands, _show, (country,)) as pool:
        yield Crew(country, pool)
        pool.close()
        pool.join()


def shares(country: Country, parts: int) -> list[range]:
    """Return all cells in parts of about as many pairs."""
    before = np.concatenate([[0], np.cumsum(np.diff(country.first) * np.diff(country.opens))])
    ends = np.searchsorted(before, np.linspace(0, before[-1], parts + 1)[1:-1])
    cuts = [0, *ends.tolist(), len(country.first) - 1]
    return [range(low, high) for low, high in pairwise(cuts) if high > low]


def _show(country: Country) -> None:
    _shown[:] = [country]


def _look(task: tuple[int, Callable[..., Seen], range, tuple[Any, ...]]) -> Seen:
    depth, look, cells, given = task
    while len(_shown) <= depth:
        _shown.append(_shown[-1].sample())
    return look(_shown[depth], cells, *given)
