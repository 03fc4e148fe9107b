"""The trainings of many IKM in one column: of each its own, the earliest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from services.partners.domain.columns import Days, Whole
from services.partners.domain.profile import Training


@dataclass(frozen=True)
class Trainings:
    """``bounds`` has an entry more than there are IKM: those of row ``i`` are at ``bounds[i]`` to ``bounds[i + 1]``."""

    bounds: Whole
    days: Days
    titles: NDArray[np.object_]

    @classmethod
    def of(cls, lists: Sequence[Sequence[Training]]) -> "Trainings":
        ordered = [sorted(held, key=lambda item: (item.held_on, item.title)) for held in lists]
        every = list(chain.from_iterable(ordered))
        titles = np.empty(len(every), dtype=np.object_)
        titles[:] = [item.title for item in every]
        return cls(
            bounds=np.array([0, *accumulate(map(len, ordered))], dtype=np.int32),
            days=np.array([item.held_on.toordinal() for item in every], dtype=np.int32),
            titles=titles,
        )

    def latest_before(self, day: int) -> Whole:
        """Return where the latest training of each IKM before a day is, -1 where there was none."""
        earlier = np.concatenate(([0], np.cumsum(self.days < day))).astype(np.int32)
        counts = earlier[self.bounds[1:]] - earlier[self.bounds[:-1]]
        return np.where(counts > 0, self.bounds[:-1] + counts - 1, -1).astype(np.int32)

    def days_at(self, positions: Whole) -> Days:
        """Return the days of trainings at these places, 0 for -1."""
        return np.append(self.days, np.int32(0))[positions]

    def take(self, rows: NDArray[np.intp]) -> "Trainings":
        """Return the trainings of these rows alone, in their order."""
        counts = (self.bounds[1:] - self.bounds[:-1])[rows]
        bounds = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
        within = np.arange(bounds[-1]) - np.repeat(bounds[:-1], counts)
        places = np.repeat(self.bounds[:-1][rows], counts) + within
        return Trainings(bounds, self.days[places], self.titles[places])

    @classmethod
    def joined(cls, parts: Sequence["Trainings"]) -> "Trainings":
        """Return those of one list of rows followed by those of the next."""
        counts = [part.bounds[1:] - part.bounds[:-1] for part in parts]
        return cls(
            np.concatenate(([0], np.cumsum(np.concatenate(counts)))).astype(np.int32),
            np.concatenate([part.days for part in parts]),
            np.concatenate([part.titles for part in parts]),
        )
