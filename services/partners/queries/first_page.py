"""The first page: what stands, and what needs doing now. Every count has a list of exactly these rows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.partners.domain import offer as rules
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.mail_flow import ONLY, MailFlow
from services.partners.models.offer import Offer
from services.partners.models.waiting_count import WaitingCount
from services.partners.queries import ledger
from services.partners.queries.call_keys import UNTAKEN, CallFilter
from services.partners.queries.call_list import count_calls
from services.partners.queries.institutions import InstitutionFilter, count_institutions
from services.partners.queries.ledger import Ledger
from services.partners.queries.nominees import NomineeFilter, count_nominees
from services.partners.queries.offers import OfferFilter, OfferRow, count_offers, list_offers
from services.partners.queries.standings import UNANSWERED
from shared.messaging.parked import count_parked

OFFERS_SHOWN = 10
DUE_DAYS = 3
GONE = ("merged", "closed")
"""What the register's list does not show unasked: this figure opens that list."""


@dataclass(frozen=True)
class Counts:
    """What waits for people in one service; ``as_of`` None: counted just now."""

    counts: Mapping[str, int]
    as_of: datetime | None = None


@dataclass(frozen=True)
class Desk:
    """What staff see when they come in the morning."""

    open_offers: int
    ikm_by_kecamatan: dict[str, int]
    ikm: int
    ledger: Ledger
    submitted: int
    waiting_institutions: int
    due_invitations: int
    calls: int
    untouched_offers: int
    lapsing_offers: int
    offers: list[OfferRow]
    offers_in_all: int
    mail: MailFlow | None
    waiting: dict[str, Counts]


def desk(session: Session) -> Desk:
    by_kecamatan = _ikm_by_kecamatan(session)
    offers, offers_in_all = list_offers(session, OfferFilter(), OFFERS_SHOWN, of=None)
    states = dict(session.execute(select(Offer.state, func.count()).group_by(Offer.state)).all())
    due = NomineeFilter(standing=UNANSWERED, due_days=DUE_DAYS)
    return Desk(
        open_offers=states.get(rules.OPEN, 0),
        ikm_by_kecamatan={code: count for code, count in by_kecamatan.items() if code},
        ikm=sum(by_kecamatan.values()),
        ledger=ledger.over_all(session, of=None),
        submitted=states.get(rules.SUBMITTED, 0),
        waiting_institutions=count_institutions(session, InstitutionFilter(waiting=True)),
        due_invitations=count_nominees(session, due, of=None),
        calls=count_calls(session, CallFilter()),
        untouched_offers=count_offers(session, OfferFilter(untouched=True), of=None),
        lapsing_offers=count_offers(session, OfferFilter(lapsing=True), of=None),
        offers=offers,
        offers_in_all=offers_in_all,
        mail=session.get(MailFlow, ONLY),
        waiting=_waiting(session),
    )


def _waiting(session: Session) -> dict[str, Counts]:
    """Return what waits in each service: in the others as they last said, here as it is."""
    heard = {copy.service: Counts(copy.counts, copy.counted_at) for copy in session.scalars(select(WaitingCount))}
    untaken = count_calls(session, CallFilter(kind=UNTAKEN))
    return heard | {"partners": Counts({"parked": count_parked(session), "untaken": untaken})}


def _ikm_by_kecamatan(session: Session) -> dict[str | None, int]:
    # Grouped as their index stands: no row is fetched, and nothing has to be put in order.
    counts = select(IkmProfile.status, IkmProfile.kecamatan_code, func.count())
    found: Counter[str | None] = Counter()
    for status, code, count in session.execute(counts.group_by(IkmProfile.status, IkmProfile.kecamatan_code)):
        if status not in GONE:
            found[code] += count
    return found
