"""The first page: what stands, and what needs doing now. Every count has a list of exactly these rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.partners.domain.ledger import Figures
from services.partners.domain.offer import OPEN, SUBMITTED
from services.partners.models.mail_flow import ONLY, MailFlow
from services.partners.models.waiting_count import WaitingCount
from services.partners.queries.about import EVERYBODY
from services.partners.queries.call_keys import UNTAKEN, CallFilter
from services.partners.queries.call_list import counting_calls
from services.partners.queries.institutions import InstitutionFilter, counting_institutions
from services.partners.queries.ledger_lines import whole
from services.partners.queries.nominees import NomineeFilter, counting_nominees
from services.partners.queries.offers import OfferFilter, OfferRow, counting_offers, first_offers
from services.partners.queries.population import by_kecamatan
from services.partners.queries.standings import PARTED, UNANSWERED
from shared.messaging.parked import counting_parked

OFFERS_SHOWN = 10
DUE_DAYS = 3


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
    figures: Figures
    parted: int
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
    ikm, counts = by_kecamatan(session), _counted(session)
    return Desk(
        open_offers=counts["open"],
        ikm_by_kecamatan={code: count for code, count in ikm.items() if code},
        ikm=sum(ikm.values()),
        figures=whole(session, EVERYBODY, of=None),
        parted=counts["parted"],
        submitted=counts["submitted"],
        waiting_institutions=counts["institutions"],
        due_invitations=counts["due"],
        calls=counts["calls"],
        untouched_offers=counts["untouched"],
        lapsing_offers=counts["lapsing"],
        offers=first_offers(session, OfferFilter(), OFFERS_SHOWN, of=None),
        offers_in_all=counts["offers"],
        mail=session.get(MailFlow, ONLY),
        waiting=_heard(session) | {"partners": Counts({key: counts[key] for key in OWN})},
    )


def _heard(session: Session) -> dict[str, Counts]:
    """Return what waits in each of the other services, as they last said."""
    return {copy.service: Counts(copy.counts, copy.counted_at) for copy in session.scalars(select(WaitingCount))}


COUNTED: Mapping[str, Callable[[], Select[int]]] = {
    "offers": lambda: counting_offers(OfferFilter(), of=None),
    "open": lambda: counting_offers(OfferFilter(state=OPEN), of=None),
    "submitted": lambda: counting_offers(OfferFilter(state=SUBMITTED), of=None),
    "untouched": lambda: counting_offers(OfferFilter(untouched=True), of=None),
    "lapsing": lambda: counting_offers(OfferFilter(lapsing=True), of=None),
    "institutions": lambda: counting_institutions(InstitutionFilter(waiting=True)),
    "due": lambda: counting_nominees(NomineeFilter(standing=UNANSWERED, due_days=DUE_DAYS), of=None),
    "parted": lambda: counting_nominees(NomineeFilter(standing=PARTED, granted=True), of=None),
    "calls": lambda: counting_calls(CallFilter()),
    "parked": counting_parked,
    "untaken": lambda: counting_calls(CallFilter(kind=UNTAKEN)),
}
OWN = "parked", "untaken"


def _counted(session: Session) -> dict[str, int]:
    """Count all by one statement: most of what a count takes is the way to the database and back."""
    columns = [counting().scalar_subquery().label(name) for name, counting in COUNTED.items()]
    return session.execute(select(*columns)).one()._asdict()
