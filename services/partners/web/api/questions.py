"""Questions by telephone by JSON: whom to ask what for an offer, and what came of the calls."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.partners.actions.question_calls import ask_again, note_call
from services.partners.models.question_call import QuestionCall
from services.partners.queries.offers import get_offer
from services.partners.queries.questions import get_asked, to_ask
from services.partners.schemas.question import (
    HeardSchema,
    QuestionCallSchema,
    QuestionQuerySchema,
    ToAskPageSchema,
    heard_of,
)
from shared.rights import Right
from shared.web.api import one_page
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.paging import offset
from shared.web.transaction import reading, transaction

api = ApiBlueprint("questions-api", __name__, url_prefix="/api/partners/v1", description="What the office asks")


@api.route("/offers/<uuid:offer_id>/questions")
class Questions(MethodView):
    @allow(Right.CALLS_READ)
    @api.arguments(QuestionQuerySchema, location="query")
    @api.response(200, ToAskPageSchema)
    def get(self, query: dict[str, Any], offer_id: UUID) -> dict[str, Any]:
        """List those of whom the offer's gate does not know enough, best first, each with one question"""
        number, size = query["page"], query["page_size"]
        with reading() as session:
            offer = get_offer(session, offer_id, of=None)
            found = to_ask(session, offer, query["kecamatan"], size, offset(number, size))
            return one_page(found.page, found.total, number, size)


@api.route("/offers/<uuid:offer_id>/questions/<uuid:ikm_id>/<question>")
class Question(MethodView):
    @allow(Right.ANSWERS_RECORD)
    @api.arguments(HeardSchema)
    @api.response(200, QuestionCallSchema)
    def post(self, sent: dict[str, Any], offer_id: UUID, ikm_id: UUID, question: str) -> QuestionCall:
        """Note what came of a call; an answer goes to the register"""
        with transaction() as session:
            asked = get_asked(session, offer_id, ikm_id, question)
            return note_call(session, offer_id, ikm_id, asked.question, heard_of(sent), sent["tries"])


@api.route("/question-calls/<uuid:call_id>/ask-again")
class AskAgain(MethodView):
    @allow(Right.ANSWERS_RECORD)
    @api.response(200, QuestionCallSchema)
    def post(self, call_id: UUID) -> QuestionCall:
        """Forget what came of a call: what is still not known is asked again"""
        with transaction() as session:
            return ask_again(session, call_id)
