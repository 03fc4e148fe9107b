"""The gate: may these IKM take part? Yes, no, or not known yet; what is not known is never a no (product.md, 3).

A rule answers for every IKM of the roster at once, with a verdict and the reason for what is not yes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.partners.domain.columns import (
    CLUSTER_CODES,
    KECAMATAN_CODES,
    NOT_RECORDED,
    PERMIT_COLUMNS,
    SIZE_CODES,
    YES_NO_CODES,
    Codes,
    Flags,
    among,
    kbli_range,
)
from services.partners.domain.elsewhere import Seats
from services.partners.domain.offered import Offered
from services.partners.domain.policy import Policy
from services.partners.domain.profile import Profile
from services.partners.domain.programme import Engagement, Programme
from services.partners.domain.reason import Reason
from services.partners.domain.reason_sentences import sentence
from services.partners.domain.roster import Roster
from services.partners.domain.seen import Seen
from shared.language import Message
from shared.vocabulary import OUTCOME_OF_TOPIC

Verdicts = NDArray[np.int8]
NO, UNKNOWN, YES = 0, 1, 2
VERDICTS = ("no", "unknown", "yes")
"""The name of each verdict."""
RENEWAL_DAYS = 90

Answer = tuple[Verdicts, Codes]
Rule = Callable[[Roster, Offered], Answer]
Case = tuple[Flags, int, Reason]


@dataclass(frozen=True)
class Finding:
    """What one check says of each IKM; ``permit`` is the certificate it asks about."""

    check: str
    permit: str | None
    verdicts: Verdicts
    reasons: Codes


def findings(roster: Roster, offer: Offered, policy: Policy) -> list[Finding]:
    """Return the answer of every rule, in the order in which they are told."""
    return [Finding(check, permit, *rule(roster, offer)) for check, permit, rule in _rules(offer.programme, policy)]


def verdict(found: Sequence[Finding]) -> Verdicts:
    """Return the answer as a whole: one no decides, else one unknown."""
    lowest: Verdicts = np.min([item.verdicts for item in found], axis=0)
    return lowest


def collision(engagements: Sequence[Engagement], programme: Programme, policy: Policy) -> Message | None:
    """Return the first reason why whoever has these seats cannot have one here too, if there is one."""
    offer = Offered.to(NOBODY_IN_PARTICULAR, Seats.of_one(engagements), programme)
    found = (rule(NOBODY_IN_PARTICULAR, offer) for rule in (_clash, partial(_cap, policy=policy)))
    seen = Seen(NOBODY_IN_PARTICULAR, offer, policy, row=0)
    return next((sentence(reasons[0], seen) for verdicts, reasons in found if verdicts[0] == NO), None)


NOBODY_IN_PARTICULAR = Roster.of([Profile(UUID(int=0), "", restricted=False, registered_on=date.min)])
"""What is asked about seats alone asks nothing of the IKM."""


def _rules(programme: Programme, policy: Policy) -> Iterator[tuple[str, str | None, Rule]]:
    yield "status", None, _active
    yield "restricted", None, _unrestricted
    yield "consent", None, _shared
    yield "business", None, _business
    yield "kecamatan", None, _place
    yield "size", None, _size
    for kind in programme.required_certificates:
        yield f"permit.{kind}", kind, partial(_permit, kind=kind)
    yield "outcome", OUTCOME_OF_TOPIC.get(programme.topic), _outcome
    yield "clash", None, _clash
    yield "clash", None, _times_open
    yield "yearly_cap", None, partial(_cap, policy=policy)


def _answer(count: int, *cases: Case) -> Answer:
    """Return for each entry the first case that holds, else yes."""
    verdicts, reasons = np.full(count, YES, dtype=np.int8), np.zeros(count, dtype=np.uint8)
    for holds, answer, reason in reversed(cases):
        verdicts[holds], reasons[holds] = answer, reason
    return verdicts, reasons


def _active(roster: Roster, offer: Offered) -> Answer:
    return _answer(len(roster), (~roster.active, NO, Reason.NOT_ACTIVE))


def _unrestricted(roster: Roster, offer: Offered) -> Answer:
    return _answer(len(roster), (roster.restricted, NO, Reason.RESTRICTED))


def _shared(roster: Roster, offer: Offered) -> Answer:
    return _answer(len(roster), (roster.consent == YES_NO_CODES["no"], NO, Reason.NOT_TO_BE_SHARED))


def _business(roster: Roster, offer: Offered) -> Answer:
    wanted = offer.programme
    if not wanted.clusters and not wanted.kbli_prefixes:
        return _answer(len(roster))
    fits = among(roster.cluster, wanted.clusters, CLUSTER_CODES)
    for low, high in map(kbli_range, wanted.kbli_prefixes):
        fits |= (roster.kbli >= low) & (roster.kbli <= high)
    open_cluster = (roster.cluster == NOT_RECORDED) & bool(wanted.clusters)
    open_kbli = (roster.kbli == NOT_RECORDED) & bool(wanted.kbli_prefixes)
    return _answer(
        len(roster),
        (~fits & (open_cluster | open_kbli), UNKNOWN, Reason.BUSINESS_UNKNOWN),
        (~fits, NO, Reason.OTHER_BUSINESS),
    )


def _place(roster: Roster, offer: Offered) -> Answer:
    if not offer.programme.kecamatan:
        return _answer(len(roster))
    outside = ~among(roster.kecamatan, offer.programme.kecamatan, KECAMATAN_CODES)
    return _answer(
        len(roster),
        (roster.kecamatan == NOT_RECORDED, UNKNOWN, Reason.KECAMATAN_UNKNOWN),
        (outside, NO, Reason.OUTSIDE_THE_AREA),
    )


def _size(roster: Roster, offer: Offered) -> Answer:
    if not offer.programme.size_classes:
        return _answer(len(roster))
    other = ~among(roster.size, offer.programme.size_classes, SIZE_CODES)
    return _answer(
        len(roster), (roster.size == NOT_RECORDED, UNKNOWN, Reason.SIZE_UNKNOWN), (other, NO, Reason.OTHER_SIZE)
    )


def _permit(roster: Roster, offer: Offered, kind: str) -> Answer:
    state, expiry = roster.permits[:, PERMIT_COLUMNS[kind]], roster.expiries[:, PERMIT_COLUMNS[kind]]
    return _answer(
        len(roster),
        (state == NOT_RECORDED, UNKNOWN, Reason.PERMIT_UNKNOWN),
        (state == YES_NO_CODES["no"], NO, Reason.PERMIT_MISSING),
        (expiry < offer.start, NO, Reason.PERMIT_EXPIRES),
    )


def _outcome(roster: Roster, offer: Offered) -> Answer:
    kind = OUTCOME_OF_TOPIC.get(offer.programme.topic)
    if kind is None:
        return _answer(len(roster))
    state, expiry = roster.permits[:, PERMIT_COLUMNS[kind]], roster.expiries[:, PERMIT_COLUMNS[kind]]
    valid = expiry >= offer.programme.ends_on.toordinal() + RENEWAL_DAYS
    return _answer(
        len(roster),
        (state == NOT_RECORDED, UNKNOWN, Reason.OUTCOME_UNKNOWN),
        ((state == YES_NO_CODES["yes"]) & valid, NO, Reason.OUTCOME_HELD),
    )


def _clash(roster: Roster, offer: Offered) -> Answer:
    clashing = offer.elsewhere.clashing
    return _answer(len(clashing), (clashing >= 0, NO, Reason.SEAT_AT_THE_SAME_TIME))


def _times_open(roster: Roster, offer: Offered) -> Answer:
    unsettled = offer.elsewhere.unsettled
    return _answer(len(unsettled), (unsettled >= 0, UNKNOWN, Reason.SEAT_IN_THE_SAME_PERIOD))


def _cap(roster: Roster, offer: Offered, policy: Policy) -> Answer:
    taken = offer.elsewhere.in_year
    return _answer(len(taken), (taken >= policy.yearly_cap, NO, Reason.ENOUGH_FOR_THE_YEAR))
