"""One offer as a roster sees it: what it is, what seats held elsewhere mean for it, and who was served before it."""

from dataclasses import dataclass

import numpy as np

from services.partners.domain.columns import Days, Whole
from services.partners.domain.elsewhere import Elsewhere, Seats
from services.partners.domain.programme import Programme
from services.partners.domain.roster import Roster


@dataclass(frozen=True)
class Offered:
    """``latest_training`` is where the last training of each IKM before the start is, -1 without one; ``last_served``
    the day on which a training or a seat of it last began before the start, 0 for never.
    """

    programme: Programme
    elsewhere: Elsewhere
    latest_training: Whole
    last_served: Days

    @classmethod
    def to(cls, roster: Roster, seats: Seats, programme: Programme) -> "Offered":
        elsewhere = seats.seen_by(programme)
        latest = roster.trainings.latest_before(programme.starts_on.toordinal())
        return cls(programme, elsewhere, latest, np.maximum(roster.trainings.days_at(latest), elsewhere.latest))

    @property
    def start(self) -> int:
        return self.programme.starts_on.toordinal()
