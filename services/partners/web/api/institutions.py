"""Institutions by JSON, for the office."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.partners.actions import institutions
from services.partners.models.institution import Institution
from services.partners.queries.institutions import InstitutionFilter, get_institution, list_institutions
from services.partners.schemas.institution import (
    InstitutionBodySchema,
    InstitutionPageSchema,
    InstitutionQuerySchema,
    InstitutionSchema,
    MoveSchema,
)
from shared.rights import Right
from shared.web.api import IDEMPOTENCY_KEY, id_for_new, one_page
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.paging import offset
from shared.web.transaction import reading, transaction

api = ApiBlueprint(
    "institutions-api", __name__, url_prefix="/api/partners/v1/institutions", description="Partner institutions"
)


@api.route("")
class AllInstitutions(MethodView):
    @allow(Right.INSTITUTIONS_READ)
    @api.arguments(InstitutionQuerySchema, location="query")
    @api.response(200, InstitutionPageSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List institutions"""
        number, size = query.pop("page"), query.pop("page_size")
        with reading() as session:
            rows, total = list_institutions(session, InstitutionFilter(**query), size, offset(number, size))
        return one_page([row.institution for row in rows], total, number, size)

    @allow(Right.INSTITUTIONS_WRITE)
    @api.doc(parameters=[IDEMPOTENCY_KEY])
    @api.etag
    @api.arguments(InstitutionBodySchema)
    @api.response(201, InstitutionSchema)
    def post(self, sent: dict[str, Any]) -> Institution:
        """Add a prospective institution"""
        with transaction() as session:
            return _tagged(institutions.register_institution(session, id_for_new(), sent))


@api.route("/<uuid:institution_id>")
class OneInstitution(MethodView):
    @allow(Right.INSTITUTIONS_READ)
    @api.etag
    @api.response(200, InstitutionSchema)
    def get(self, institution_id: UUID) -> Institution:
        """Read one institution"""
        with reading() as session:
            return _tagged(get_institution(session, institution_id))

    @allow(Right.INSTITUTIONS_WRITE)
    @api.etag
    @api.arguments(InstitutionBodySchema)
    @api.response(200, InstitutionSchema)
    def put(self, sent: dict[str, Any], institution_id: UUID) -> Institution:
        """Correct what is known about an institution"""
        with transaction() as session:
            current = get_institution(session, institution_id)
            api.check_etag([current.revision])
            return _tagged(institutions.change_institution(session, institution_id, current.revision, sent))


@api.route("/<uuid:institution_id>/<any(activate,suspend,resume,end):command>")
class InstitutionCommands(MethodView):
    @allow(Right.INSTITUTIONS_MOVE)
    @api.arguments(MoveSchema)
    @api.response(200, InstitutionSchema)
    def post(self, sent: dict[str, Any], institution_id: UUID, command: str) -> Institution:
        """Move an institution to another state; suspending and ending need a reason"""
        with transaction() as session:
            return institutions.move_institution(session, institution_id, command, sent["reason"])


def _tagged(institution: Institution) -> Institution:
    api.set_etag([institution.revision])
    return institution
