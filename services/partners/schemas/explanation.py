"""Where an IKM stands in the list of an offer, and whom the seats of an offer reach, as JSON."""

from typing import Any

from marshmallow import Schema, fields

from services.partners.schemas.nomination import NominationSchema
from shared.language import translate


class Sentences(fields.List[str]):
    """Messages, each as a sentence in the reader's language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(fields.String(), dump_only=True, **kwargs)

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return [translate(message) for message in value or []]


class WishKeptSchema(Schema):
    kind = fields.String()
    reason = fields.String()


class ExplanationSchema(Schema):
    """``place``: where it stands, or would, among those who fit; ``lacks``: points to the last whom the ``free`` seats
    reach, null where they reach it. ``elsewhere``: what it has elsewhere, in sentences. ``decided``: the state in which
    somebody put it. Of the plan: a seat here (``proposed``), in other offers, or the points ``missing`` there.
    """

    nomination = fields.Nested(NominationSchema, attribute="candidate.nomination")
    place = fields.Integer()
    lacks = fields.Integer(allow_none=True)
    free = fields.Integer()
    decided = fields.String(attribute="decided.state")
    elsewhere = Sentences(attribute="candidate.told")
    proposed = fields.Boolean(attribute="candidate.proposed")
    proposed_elsewhere = fields.List(fields.String(), attribute="candidate.elsewhere")
    missing = fields.Integer(attribute="candidate.miss.missing", allow_none=True)
    wish = fields.Nested(WishKeptSchema, attribute="candidate.wish", allow_none=True)


class PartSchema(Schema):
    """``part``: a code, empty where nothing is recorded. ``seats`` given at the offer, IKM ``of`` the register."""

    part = fields.String(attribute="word")
    seats = fields.Integer(attribute="given")
    of = fields.Integer()


class CoverageSchema(Schema):
    kecamatan = fields.List(fields.Nested(PartSchema))
    sex = fields.List(fields.Nested(PartSchema))
    cluster = fields.List(fields.Nested(PartSchema))
    size = fields.List(fields.Nested(PartSchema))
    first = fields.List(fields.Nested(PartSchema))
