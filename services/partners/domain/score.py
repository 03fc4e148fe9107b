"""The score: points per criterion for every IKM of a roster at once, each with its reason. Same facts, same result.

A criterion gives a share of its points in whole numbers: floats differ between machines.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from services.partners.domain.columns import (
    CLUSTER_CODES,
    EFFECT_COLUMNS,
    KECAMATAN_CODES,
    NOT_RECORDED,
    OTHER,
    PERMIT_COLUMNS,
    TOPIC_COLUMNS,
    YES_NO_CODES,
    Codes,
    Flags,
    Whole,
    among,
)
from services.partners.domain.eligibility import RENEWAL_DAYS
from services.partners.domain.offered import Offered
from services.partners.domain.policy import Policy
from services.partners.domain.reason import Reason
from services.partners.domain.roster import Roster
from shared.vocabulary import OUTCOME_OF_TOPIC

MOST_SEVERE = 3
MOMENTUM_DAYS = 3 * 365

Share = tuple[Whole, int, Codes]
"""Numerators, denominator, reasons."""
Criterion = Callable[[Roster, Offered, Policy], Share]
Case = tuple[Flags, Reason]


@dataclass(frozen=True)
class Points:
    """What one criterion gives each IKM ``of`` so many points, and why."""

    criterion: str
    of: int
    points: Whole
    reasons: Codes


def breakdown(roster: Roster, offer: Offered, policy: Policy) -> list[Points]:
    """Return the points per criterion, in the order of the policy's criteria; one it does not know gives none.

    Time is counted to the start.
    """
    return [
        _points(name, criterion(roster, offer, policy), policy.weights.get(name, 0)) for name, criterion in _ALL.items()
    ]


def _points(name: str, share: Share, weight: int) -> Points:
    numerators, denominator, reasons = share
    return Points(name, weight, weight * numerators // denominator, reasons)


def _all_or_nothing(earned: Flags, reason: Reason, *otherwise: Case) -> Share:
    """Give everything where it is earned; the reason of the others is the last case that holds."""
    reasons = np.zeros(len(earned), dtype=np.uint8)
    for holds, other in (*otherwise, (earned, reason)):
        reasons[holds] = other
    return earned.astype(np.int32), 1, reasons


def _everybody(roster: Roster) -> Flags:
    return np.ones(len(roster), dtype=np.bool_)


def _need(roster: Roster, offer: Offered, policy: Policy) -> Share:
    needed = roster.needs[:, TOPIC_COLUMNS[offer.programme.topic]] > 0
    return _all_or_nothing(needed, Reason.NEED, (~needed, Reason.NO_NEED))


def _cluster(roster: Roster, offer: Offered, policy: Policy) -> Share:
    return _all_or_nothing(
        among(roster.cluster, policy.priority_clusters, CLUSTER_CODES),
        Reason.PRIORITY_CLUSTER,
        (_everybody(roster), Reason.CLUSTER_WITHOUT_PRIORITY),
        (roster.cluster == OTHER, Reason.CLUSTER_OUTSIDE_THE_LIST),
        (roster.cluster == NOT_RECORDED, Reason.CLUSTER_UNKNOWN),
    )


def _severity(roster: Roster, offer: Offered, policy: Policy) -> Share:
    severity = roster.needs[:, TOPIC_COLUMNS[offer.programme.topic]]
    runs_out = _runs_out(roster, offer)
    reasons = np.where(severity > 0, np.uint8(Reason.SEVERITY), np.uint8(Reason.SEVERITY_UNKNOWN))
    reasons[runs_out] = Reason.PERMIT_RUNS_OUT
    return np.where(runs_out, MOST_SEVERE, severity).astype(np.int32), MOST_SEVERE, reasons


def _runs_out(roster: Roster, offer: Offered) -> Flags:
    kind = OUTCOME_OF_TOPIC.get(offer.programme.topic)
    if kind is None:
        return np.zeros(len(roster), dtype=np.bool_)
    held = roster.permits[:, PERMIT_COLUMNS[kind]] == YES_NO_CODES["yes"]
    running_out: Flags = held & (roster.expiries[:, PERMIT_COLUMNS[kind]] < offer.start + RENEWAL_DAYS)
    return running_out


def _unserved(roster: Roster, offer: Offered, policy: Policy) -> Share:
    last = offer.last_served
    days = np.where(last > 0, np.minimum(offer.start - last, policy.lately_days), policy.lately_days)
    reasons = np.where(last > 0, np.uint8(Reason.SERVED), np.uint8(Reason.NEVER_SERVED))
    return days.astype(np.int32), policy.lately_days, reasons


def _mobility(roster: Roster, offer: Offered, policy: Policy) -> Share:
    if offer.programme.mode == "DARING":
        return _all_or_nothing(_everybody(roster), Reason.ONLINE)
    return _all_or_nothing(
        among(roster.kecamatan, policy.low_mobility, KECAMATAN_CODES),
        Reason.HARD_TO_REACH,
        (_everybody(roster), Reason.EASY_TO_REACH),
        (roster.kecamatan == NOT_RECORDED, Reason.REMOTENESS_UNKNOWN),
    )


def _chain(roster: Roster, offer: Offered, policy: Policy) -> Share:
    """Each effect gives its part; what nobody asked about is said, and gives as much as a no: nothing."""
    effects = (roster.effects == YES_NO_CODES["yes"]).sum(axis=1, dtype=np.int32)
    to_ask = (roster.effects == NOT_RECORDED).any(axis=1)
    reasons = np.full(len(roster), Reason.NO_CHAIN, dtype=np.uint8)
    for holds, reason in (
        (effects > 0, Reason.CHAIN),
        (to_ask, Reason.CHAIN_UNKNOWN),
        (to_ask & (effects > 0), Reason.CHAIN_IN_PART),
    ):
        reasons[holds] = reason
    return effects, len(EFFECT_COLUMNS), reasons


def _momentum(roster: Roster, offer: Offered, policy: Policy) -> Share:
    latest = roster.trainings.days_at(offer.latest_training)
    recent = latest >= offer.start - MOMENTUM_DAYS
    return _all_or_nothing(recent, Reason.BUILDS_ON, (~recent, Reason.NOTHING_TO_BUILD_ON))


def _reachable(roster: Roster, offer: Offered, policy: Policy) -> Share:
    points, of, reasons = _all_or_nothing(
        roster.email | roster.phone, Reason.BY_PHONE, (_everybody(roster), Reason.UNREACHABLE)
    )
    reasons[roster.email] = Reason.BY_EMAIL
    return points, of, reasons


_ALL: Mapping[str, Criterion] = {
    "need": _need,
    "cluster": _cluster,
    "severity": _severity,
    "unserved": _unserved,
    "mobility": _mobility,
    "chain": _chain,
    "momentum": _momentum,
    "reachable": _reachable,
}
