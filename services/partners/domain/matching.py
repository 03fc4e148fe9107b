"""Who fits an offer: a whole roster weighed at once; and what the machine says of one IKM, in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np

from services.partners.domain import eligibility, nomination, score
from services.partners.domain.columns import Whole, day_of
from services.partners.domain.eligibility import Finding, Verdicts
from services.partners.domain.offered import Offered
from services.partners.domain.policy import Policy
from services.partners.domain.reason_sentences import sentence
from services.partners.domain.roster import Roster, Rows
from services.partners.domain.score import Points
from services.partners.domain.seen import Seen
from shared.language import Message

STATE_OF_VERDICT: Mapping[int, str] = {
    eligibility.YES: nomination.SUGGESTED,
    eligibility.UNKNOWN: nomination.TO_CONFIRM,
    eligibility.NO: nomination.NOT_ELIGIBLE,
}
VERDICT_OF_STATE = {state: verdict for verdict, state in STATE_OF_VERDICT.items()}


@dataclass(frozen=True)
class Match:
    """What the machine says about one IKM and one offer.

    ``breakdown`` is a list of {criterion, points, of, message}, ``gate`` of {check, verdict, message}.
    """

    ikm_id: UUID
    state: str
    score: int
    breakdown: list[dict[str, Any]]
    gate: list[dict[str, Any]]
    last_served_on: date | None


@dataclass(frozen=True)
class Weighed:
    """A roster weighed against an offer: columns again, an entry per IKM."""

    roster: Roster
    offer: Offered
    policy: Policy
    findings: list[Finding]
    points: list[Points]

    @cached_property
    def verdicts(self) -> Verdicts:
        return eligibility.verdict(self.findings)

    @cached_property
    def scores(self) -> Whole:
        total: Whole = np.sum([item.points for item in self.points], axis=0, dtype=np.int32)
        return total

    def best_first(self, rows: Rows) -> Rows:
        """Return these rows in order: highest score, longest unserved, registered first, smallest id."""
        keys = self.roster.seniority[rows], self.offer.last_served[rows], -self.scores[rows]
        return rows[np.lexsort(keys)]

    def precedence(self, row: int) -> tuple[int, ...]:
        """Return where an IKM stands in that order, as numbers of which the smaller come first."""
        high, low = self.roster.ids[row]
        keys = -self.scores[row], self.offer.last_served[row], self.roster.registered[row], high, low
        return tuple(int(key) for key in keys)

    def match(self, row: int) -> Match:
        """Return what is said of one IKM."""
        last = int(self.offer.last_served[row])
        return Match(
            ikm_id=self.roster.id_of(row),
            state=STATE_OF_VERDICT[int(self.verdicts[row])],
            score=int(self.scores[row]),
            breakdown=[self._point(item, row) for item in self.points],
            gate=[self._finding(item, row) for item in self.findings if item.verdicts[row] != eligibility.YES],
            last_served_on=day_of(last) if last else None,
        )

    def objection(self, row: int) -> Message | None:
        """Return the first reason for a plain no, if there is one."""
        return next((self._sentence(item, row) for item in self.findings if item.verdicts[row] == eligibility.NO), None)

    def _point(self, item: Points, row: int) -> dict[str, Any]:
        said = sentence(int(item.reasons[row]), self._seen(row))
        return {
            "criterion": item.criterion,
            "points": int(item.points[row]),
            "of": item.of,
            "message": said.as_json(),
        }

    def _finding(self, item: Finding, row: int) -> dict[str, Any]:
        verdict = eligibility.VERDICTS[item.verdicts[row]]
        return {"check": item.check, "verdict": verdict, "message": self._sentence(item, row).as_json()}

    def _sentence(self, item: Finding, row: int) -> Message:
        return sentence(int(item.reasons[row]), self._seen(row, item.permit))

    def _seen(self, row: int, permit: str | None = None) -> Seen:
        return Seen(self.roster, self.offer, self.policy, row, permit)


def weigh(roster: Roster, offer: Offered, policy: Policy) -> Weighed:
    """Weigh every IKM of a roster against one offer."""
    found, points = eligibility.findings(roster, offer, policy), score.breakdown(roster, offer, policy)
    return Weighed(roster, offer, policy, found, points)
