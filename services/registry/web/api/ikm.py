"""IKM by JSON: the same schemas, actions and rules as the pages."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask.views import MethodView
from sqlalchemy.orm import Session

from services.registry.actions import ikm as ikm_actions
from services.registry.domain.provenance import API
from services.registry.models.ikm import Ikm
from services.registry.queries.ikm_list import Filters, ikm_lines
from services.registry.queries.ikm_page import get_ikm
from services.registry.schemas.ikm import IkmChangesSchema, IkmOutSchema, IkmPageSchema, IkmSchema, parts
from services.registry.schemas.list_filter import QuerySchema
from services.registry.web.cipher import cipher
from shared.rights import Right
from shared.web.api import IDEMPOTENCY_KEY, id_for_new, one_page
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.paging import offset
from shared.web.transaction import reading, transaction

api = ApiBlueprint("ikm-api", __name__, url_prefix="/api/registry/v1/ikm", description="The register of IKM")


@api.route("")
class AllIkm(MethodView):
    @allow(Right.REGISTER_READ)
    @api.arguments(QuerySchema, location="query")
    @api.response(200, IkmPageSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List IKM: searched, filtered, a page at a time"""
        number, size = query.pop("page"), query.pop("page_size")
        with reading() as session:
            found = ikm_lines(session, Filters(**query), offset=offset(number, size), size=size)
        return one_page(found.lines, found.total, number, size)

    @allow(Right.REGISTER_WRITE)
    @api.doc(parameters=[IDEMPOTENCY_KEY])
    @api.etag
    @api.arguments(IkmSchema)
    @api.response(201, IkmOutSchema)
    def post(self, sent: dict[str, Any]) -> Ikm:
        """Take an IKM into the register; what says too little stays a draft"""
        values, contacts = parts(sent)
        with transaction() as session:
            ikm = ikm_actions.register(session, id_for_new(), values, contacts, cipher=cipher(), source=API)
            return current(session, ikm.id)


@api.route("/<uuid:ikm_id>")
class OneIkm(MethodView):
    @allow(Right.REGISTER_READ)
    @api.etag
    @api.response(200, IkmOutSchema)
    def get(self, ikm_id: UUID) -> Ikm:
        """Read one IKM with all that hangs on it; a NIK is only said to be recorded"""
        with reading() as session:
            return current(session, ikm_id)

    @allow(Right.REGISTER_WRITE)
    @api.etag
    @api.arguments(IkmChangesSchema)
    @api.response(200, IkmOutSchema)
    def patch(self, sent: dict[str, Any], ikm_id: UUID) -> Ikm:
        """Change some fields of an IKM"""
        values, contacts = parts(sent)
        with transaction() as session:
            ikm_actions.edit(session, ikm_id, values, contacts, cipher=cipher(), check=_check_tag, source=API)
            return current(session, ikm_id)


def carry_out(action: Callable[..., Any], ikm_id: UUID, *what: Any, **how: Any) -> Ikm:
    """Let an action change an IKM, in a transaction of its own, and return the IKM as it is then."""
    with transaction() as session:
        action(session, ikm_id, *what, **how)
        return current(session, ikm_id)


def current(session: Session, ikm_id: UUID) -> Ikm:
    """Return an IKM as it is now, and mark the response with its version."""
    session.flush()
    session.expire_all()
    ikm = get_ikm(session, ikm_id)
    api.set_etag(tag(ikm))
    return ikm


def _check_tag(ikm: Ikm) -> None:
    api.check_etag(tag(ikm))


def tag(ikm: Ikm) -> list[int]:
    """Return what changes with every change of an IKM or of what hangs on it."""
    return [ikm.revision, ikm.profile_revision]
