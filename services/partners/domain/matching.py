"""Who fits an offer: suggestions in order, those to confirm, and for the others what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.partners.domain import eligibility, nomination, score
from services.partners.domain.eligibility import Finding
from services.partners.domain.policy import Policy
from services.partners.domain.profile import Profile
from services.partners.domain.programme import Programme
from services.partners.domain.score import Points

STATE_OF_VERDICT = {
    eligibility.YES: nomination.SUGGESTED,
    eligibility.UNKNOWN: nomination.TO_CONFIRM,
    eligibility.NO: nomination.NOT_ELIGIBLE,
}


@dataclass(frozen=True)
class Match:
    """What the machine says about one IKM and one offer."""

    ikm_id: UUID
    state: str
    findings: tuple[Finding, ...]
    points: tuple[Points, ...]
    last_served_on: date | None
    registered_on: date

    @property
    def score(self) -> int:
        return sum(item.points for item in self.points)


def match(profile: Profile, programme: Programme, policy: Policy) -> Match:
    """Weigh one IKM against one offer."""
    found = eligibility.findings(profile, programme, policy.yearly_cap)
    return Match(
        ikm_id=profile.ikm_id,
        state=STATE_OF_VERDICT[eligibility.verdict(found)],
        findings=tuple(found),
        points=tuple(score.breakdown(profile, programme, policy)),
        last_served_on=profile.last_served_on(programme.starts_on),
        registered_on=profile.registered_on,
    )


def matches(profiles: Iterable[Profile], programme: Programme, policy: Policy) -> list[Match]:
    """Weigh all, best first; the order does not depend on the order they came in."""
    return sorted((match(profile, programme, policy) for profile in profiles), key=precedence)


def precedence(item: Match) -> tuple[int, date, date, str]:
    """Sort key: highest score, longest unserved, registered first, smallest id."""
    return (-item.score, item.last_served_on or date.min, item.registered_on, str(item.ikm_id))
