"""The scoring policy: points per criterion and the office's limits, as data that staff version (product.md, 3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.language import Message, msg

CRITERIA: dict[str, Message] = {
    "need": msg("Need on the topic"),
    "cluster": msg("Priority cluster"),
    "severity": msg("Severity of the gap"),
    "unserved": msg("Not served lately"),
    "mobility": msg("Low-mobility kecamatan"),
    "chain": msg("Chain of effects"),
    "momentum": msg("Momentum of earlier training"),
    "reachable": msg("Reachable"),
}
MEANINGS: dict[str, Message] = {
    "need": msg("The owner asked for help on the topic of the offer."),
    "cluster": msg("The business belongs to one of the priority clusters below."),
    "severity": msg("The more the need matters to the owner, the more points; all of them if the permit runs out."),
    "unserved": msg("The longer ago the last training, the more points."),
    "mobility": msg("The kecamatan is hard to reach (list below), or the programme is online."),
    "chain": msg("Workers, local raw material, supplies to other IKM, a sentra: a quarter of the points for each."),
    "momentum": msg("A training in the last three years to build on."),
    "reachable": msg("An email address or a phone number is recorded."),
}
"""What earns the points of a criterion."""
FIRST_WEIGHTS: Mapping[str, int] = {
    "need": 30, "cluster": 15, "severity": 15, "unserved": 15, "mobility": 10, "chain": 5,
    "momentum": 5, "reachable": 5,
}  # fmt: skip
FIRST_CLUSTERS = ("PISANG", "KAKAO", "PANGAN_OLAHAN")
FIRST_LOW_MOBILITY = (
    "64.08.01", "64.08.02", "64.08.03", "64.08.06", "64.08.07", "64.08.08", "64.08.10", "64.08.11", "64.08.15",
    "64.08.16", "64.08.17", "64.08.18",
)  # fmt: skip


@dataclass(frozen=True)
class Policy:
    """``low_mobility``: codes of the kecamatan that are hard to reach; ``lately_days``: unserved for so long earns
    full points; ``yearly_cap``: programmes per IKM and year; ``step``: points by which each further seat in the year
    counts less in the plan, 0 for all alike; ``answer_days``: the least time to answer.
    """

    version: int = 1
    weights: Mapping[str, int] = field(default_factory=lambda: dict(FIRST_WEIGHTS))
    priority_clusters: frozenset[str] = frozenset(FIRST_CLUSTERS)
    low_mobility: frozenset[str] = frozenset(FIRST_LOW_MOBILITY)
    yearly_cap: int = 3
    step: int = 0
    lately_days: int = 365
    answer_days: int = 2
