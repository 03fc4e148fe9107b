"""Why an IKM stands where it stands in the list of an offer, what it lacks and by how much; and two point by point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain.nomination import SUGGESTED
from services.partners.domain.ranking import Ranking
from services.partners.domain.roster import Rows
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.queries import ledger
from services.partners.queries.candidates import Candidate, candidates
from services.partners.queries.ranking import ranking, shown
from services.partners.queries.standings import STANDS
from shared import searching
from shared.among import among

PAIR = ("one", "other")
MOST_FOUND = 10
"""IKM shown of those a search finds."""


@dataclass(frozen=True)
class Explained:
    """``place``: where it stands, or would if nothing were missing, among those who fit. ``lacks``: points to the last
    whom the ``free`` seats reach; None where they reach it, 0 where the order among equals decides.

    ``decided``: what somebody decided about it already.
    """

    candidate: Candidate
    place: int
    lacks: int | None
    free: int
    decided: Nomination | None

    @property
    def lost(self) -> Sequence[Mapping[str, Any]]:
        """The criteria that gave it fewer points than they could, those that cost it most first."""
        short = [part for part in self.candidate.nomination.breakdown if part["points"] < part["of"]]
        return sorted(short, key=lambda part: int(part["points"]) - int(part["of"]))


def found_by(session: Session, text: str) -> Sequence[UUID]:
    """Return the IKM that a text finds, as many as are shown and one more, whatever stands against them."""
    named = select(IkmProfile.ikm_id).where(searching.found_in_key(text, IkmProfile.search_text))
    return session.scalars(named.order_by(IkmProfile.name, IkmProfile.ikm_id).limit(MOST_FOUND + 1)).all()


def explained(session: Session, offer: Offer, ikm_ids: Sequence[UUID]) -> list[Explained]:
    """Return these IKM as the offer sees them now, in the order asked; whoever is not known is left out."""
    ranked = ranking(session, offer)
    return _explained(session, offer, ranked, ranked.roster.rows_of(ikm_ids))


def _explained(session: Session, offer: Offer, ranked: Ranking, rows: Rows) -> list[Explained]:
    free = ledger.of_offer(session, offer.id).free
    listed = candidates(session, offer, ranked, shown(session, ranked, rows))
    decided = _decided(session, offer, ranked.ids(rows))
    found = [(one, ranked.roster.rows[one.ikm_id]) for one in listed]
    return [
        Explained(one, ranked.place(row), ranked.lacks(row, free), free, decided.get(one.ikm_id)) for one, row in found
    ]


def _decided(session: Session, offer: Offer, ikm_ids: Sequence[UUID]) -> dict[UUID, Nomination]:
    rows = select(Nomination).where(Nomination.offer_id == offer.id, among(Nomination.ikm_id, ikm_ids), STANDS)
    return {item.ikm_id: item for item in session.scalars(rows)}


@dataclass(frozen=True)
class Difference:
    """One criterion of two IKM: what each got, and how much more the first has."""

    criterion: str
    one: Mapping[str, Any]
    other: Mapping[str, Any]

    @property
    def ahead(self) -> int:
        return int(self.one["points"]) - int(self.other["points"])


@dataclass(frozen=True)
class Comparison:
    """Two IKM, whichever stands before the other first."""

    one: Explained
    other: Explained

    @property
    def differences(self) -> list[Difference]:
        theirs = {part["criterion"]: part for part in self.other.candidate.nomination.breakdown}
        mine = self.one.candidate.nomination.breakdown
        return [Difference(part["criterion"], part, theirs[part["criterion"]]) for part in mine]

    @property
    def ahead(self) -> int:
        return int(self.one.candidate.nomination.score - self.other.candidate.nomination.score)

    @property
    def both_fit(self) -> bool:
        return self.one.candidate.nomination.state == self.other.candidate.nomination.state == SUGGESTED

    @property
    def settled_by(self) -> str:
        """What decides between equal points: who was served longer ago, then who was registered first, then the id."""
        one, other = self.one.candidate.nomination, self.other.candidate.nomination
        if one.last_served_on != other.last_served_on:
            return "served"
        return "registered" if one.profile.registered_on != other.profile.registered_on else "number"


def compared(session: Session, offer: Offer, ikm_ids: Sequence[UUID]) -> Comparison | None:
    """Return two IKM side by side; None where not exactly two known ones are named."""
    ranked = ranking(session, offer)
    rows = ranked.weighed.best_first(np.unique(ranked.roster.rows_of(ikm_ids)))
    # Whoever fits stands before whoever does not, whatever the points.
    rows = rows[np.argsort(-ranked.weighed.verdicts[rows], kind="stable")]
    found = _explained(session, offer, ranked, rows) if len(rows) == len(PAIR) else []
    return Comparison(*found) if len(found) == len(PAIR) else None
