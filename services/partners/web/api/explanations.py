"""Where an IKM stands in the list of an offer, and whom its seats reach, by JSON."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask.views import MethodView
from sqlalchemy.orm import Session

from services.partners.domain.coverage import Part
from services.partners.models.offer import Offer
from services.partners.queries.coverage import coverage_of
from services.partners.queries.explanations import Explained, explained
from services.partners.queries.offers import get_offer
from services.partners.queries.ranking import ranking
from services.partners.schemas.explanation import CoverageSchema, ExplanationSchema
from services.partners.web.audience import scope
from shared.errors import NotFound, RuleBroken
from shared.language import msg
from shared.rights import Right
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.transaction import reading

api = ApiBlueprint(
    "explanations-api", __name__, url_prefix="/api/partners/v1/offers/<uuid:offer_id>", description="Why, and whom"
)


@api.route("/candidates/<uuid:ikm_id>")
class Candidate(MethodView):
    @allow(Right.SUGGESTIONS_READ)
    @api.response(200, ExplanationSchema)
    def get(self, offer_id: UUID, ikm_id: UUID) -> Explained:
        """Say of any IKM where it stands in the list of an offer, what it lacks, and what it has elsewhere"""
        with reading() as session:
            found = explained(session, _opened(session, offer_id), [ikm_id])
        if not found:
            raise NotFound
        return found[0]


@api.route("/coverage")
class CoverageOf(MethodView):
    @allow(Right.SUGGESTIONS_READ)
    @api.response(200, CoverageSchema)
    def get(self, offer_id: UUID) -> Mapping[str, Sequence[Part]]:
        """Count whom the seats of an offer reach, beside what the register holds"""
        with reading() as session:
            offer = _opened(session, offer_id)
            return coverage_of(session, offer, ranking(session, offer)).divisions


def _opened(session: Session, offer_id: UUID) -> Offer:
    offer = get_offer(session, offer_id, of=scope(Right.SUGGESTIONS_READ))
    if not offer.opened_at:
        raise RuleBroken(msg("Everybody is weighed once the offer is open."))
    return offer
