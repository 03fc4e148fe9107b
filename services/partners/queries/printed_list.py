"""The list to print for one meeting: everybody who takes part, as whoever prints it may see them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, func, null, true
from sqlalchemy.orm import Session

from services.partners.domain import enrolment
from services.partners.models.enrolment import Enrolment
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.offer import Offer
from services.partners.queries.nominees import MAY_BE_CONTACTED, MAY_BE_NAMED, SEES_PEOPLE
from services.partners.queries.participants import PERSON, SEX, participants
from services.partners.queries.scope import belongs


@dataclass(frozen=True)
class Expected:
    """One line of the list; what is not known, or not for its reader, is written in by hand."""

    person: str | None
    ikm_name: str | None
    kecamatan_code: str | None
    sex: str | None


def expected(session: Session, offer_id: UUID, *, of: UUID | None) -> list[Expected]:
    """Return whoever takes part in an offer, by name; ``of`` an institution with the little that it may see."""
    named, contacted = (true(), true()) if of is None else (MAY_BE_NAMED, MAY_BE_CONTACTED)
    columns = (
        case((contacted, PERSON)),
        case((named, IkmProfile.name)),
        case((named, IkmProfile.kecamatan_code)),
        SEX if of is None else null(),
    )
    mine = participants(*columns).join(Offer, Offer.id == Enrolment.offer_id).join(Offer.institution)
    seen = Enrolment.offer_id == offer_id, Enrolment.state.in_(enrolment.TAKES_PART), belongs(of)
    order = func.lower(IkmProfile.name), Enrolment.id
    found = session.execute(mine.where(*seen, true() if of is None else SEES_PEOPLE).order_by(*order))
    return [Expected(*row) for row in found]
