"""Those whom nobody has decided about yet for an offer, best first, and whom of them a list shows."""

from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

import numpy as np

from services.partners.domain.columns import (
    CLUSTER_CODES,
    EFFECT_COLUMNS,
    KECAMATAN_CODES,
    NOT_RECORDED,
    OTHER,
    Flags,
    Halves,
)
from services.partners.domain.matching import STATE_OF_VERDICT, VERDICT_OF_STATE, Match, Weighed
from services.partners.domain.nomination import SUGGESTED
from services.partners.domain.reason import NOT_ASKED
from services.partners.domain.roster import Roster, Rows
from services.partners.domain.tie import Tie


@dataclass(frozen=True)
class Ranking:
    """``decided`` are the IKM that a person, a plan or the institution has decided about: they stand elsewhere."""

    weighed: Weighed
    decided: Collection[UUID]

    @property
    def roster(self) -> Roster:
        return self.weighed.roster

    @cached_property
    def undecided(self) -> Flags:
        flags = np.ones(len(self.roster), dtype=np.bool_)
        flags[self.roster.rows_of(self.decided)] = False
        return flags

    @cached_property
    def considered(self) -> Flags:
        """Whom an offer may be for at all, of those nobody has decided about."""
        return self.roster.active & ~self.roster.restricted & self.undecided

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """How many are in each group."""
        counts = np.bincount(self.weighed.verdicts[self.considered], minlength=len(STATE_OF_VERDICT))
        return {state: int(counts[verdict]) for verdict, state in STATE_OF_VERDICT.items() if counts[verdict]}

    def group(self, state: str) -> Rows:
        """Return the rows of a group, best first; they are put in order once, however often a page asks."""
        if state not in self._groups:
            self._groups[state] = self.best_first(self.considered & (self.weighed.verdicts == VERDICT_OF_STATE[state]))
        return self._groups[state]

    @cached_property
    def _groups(self) -> dict[str, Rows]:
        return {}

    @property
    def fitting(self) -> Rows:
        """Those who fit, best first."""
        return self.group(SUGGESTED)

    def best_first(self, chosen: Flags) -> Rows:
        return self.weighed.best_first(np.flatnonzero(chosen))

    def asked(self, ikm_ids: Collection[UUID]) -> Rows:
        """Return these IKM, best first, also those who may not take part; whoever is decided about is left out."""
        asked = np.zeros(len(self.roster), dtype=np.bool_)
        asked[self.roster.rows_of(ikm_ids)] = True
        return self.best_first(asked & self.undecided)

    def among(self, rows: Rows, ids: Halves) -> Rows:
        """Return those of these rows that are of one of these IKM, in their order."""
        at, wanted = self.roster.rows_at(ids), np.zeros(len(self.roster), dtype=np.bool_)
        wanted[at[at >= 0]] = True
        return rows[wanted[rows]]

    def matches(self, rows: Rows) -> list[Match]:
        return [self.weighed.match(row) for row in rows]

    def ids(self, rows: Rows) -> list[UUID]:
        return [self.roster.id_of(row) for row in rows]

    def narrowed(self, rows: Rows, kecamatan: str | None, cluster: str | None) -> Rows:
        """Return the rows of a kecamatan and of a cluster, where one is asked for."""
        if kecamatan:
            rows = rows[self.roster.kecamatan[rows] == KECAMATAN_CODES.get(kecamatan, OTHER)]
        if cluster:
            rows = rows[self.roster.cluster[rows] == CLUSTER_CODES.get(cluster, OTHER)]
        return rows

    def place(self, row: int) -> int:
        """Return the place that an IKM has, or would have if it fitted, among those who fit."""
        order = self.weighed.precedence
        return 1 + bisect_left(self.fitting, order(row), key=order)

    def lacks(self, row: int, seats: int) -> int | None:
        """Return how many points an IKM has less than the last that so many seats reach; None where they reach it.

        0: it has as many, and the order among equals decides.
        """
        if not 0 < seats < self.place(row):
            return None
        last, scores = self.fitting[seats - 1], self.weighed.scores
        return int(scores[last] - scores[row])

    def tie(self, rows: Rows, seats: int) -> Tie | None:
        """Return the equal points that so many seats end in, None where the last seat is not in doubt."""
        scores = self.weighed.scores[rows]
        if not 0 < seats < len(rows) or scores[seats - 1] != scores[seats]:
            return None
        equal = rows[scores == scores[seats]]
        return Tie(int(scores[seats]), len(equal), seats - int((scores > scores[seats]).sum()), self._gaps(equal))

    def _gaps(self, rows: Rows) -> list[tuple[str, int]]:
        """Return for how many each criterion gave nothing because nobody has asked, most first.

        Of the chain of effects each effect is a question of its own. What earns no points need not be asked.
        """
        counts: dict[str, int] = {}
        for item in self.weighed.points:
            if item.of and item.criterion in NOT_ASKED:
                counts[item.criterion] = int((item.reasons[rows] == NOT_ASKED[item.criterion]).sum())
            elif item.of and item.criterion == "chain":
                counts |= self._effects_not_asked(rows)
        return sorted(((name, count) for name, count in counts.items() if count), key=lambda gap: -gap[1])

    def _effects_not_asked(self, rows: Rows) -> dict[str, int]:
        to_ask = self.roster.effects[rows] == NOT_RECORDED
        return {effect: int(to_ask[:, column].sum()) for effect, column in EFFECT_COLUMNS.items()}
