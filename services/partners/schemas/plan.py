"""The plan as JSON."""

from marshmallow import Schema, fields, validate

from services.partners.models.plan_wish import EXCLUDE, PIN
from services.partners.schemas.nomination import MOST_SELECTED
from shared.vocabulary import KECAMATAN
from shared.web.paging import PageQuerySchema, page_of
from shared.web.text import Line, Paragraph


class PlanSchema(Schema):
    """``bound``: no plan has more points; ``gap`` 0 is proof. ``greedy``: points of a list from the best down.

    ``floors_cost``: points that the floors of kecamatan cost, none where none was asked for.
    ``settled``: among plans of as many points it is the best for every further goal too.
    """

    id = fields.UUID()
    made_at = fields.AwareDateTime()
    policy_version = fields.Integer()
    points = fields.Integer()
    bound = fields.Integer()
    gap = fields.Integer()
    settled = fields.Boolean()
    way = fields.String()
    exact = fields.Boolean()
    seats = fields.Integer()
    served = fields.Integer()
    kept = fields.Integer()
    greedy = fields.Integer()
    greedy_seats = fields.Integer()
    floors_cost = fields.Integer(allow_none=True)


class AskedSchema(Schema):
    work_id = fields.UUID()


class NewsSchema(Schema):
    """What changed since the plan was made."""

    ikm = fields.Integer()
    offers = fields.Integer()
    decisions = fields.Integer()
    policy = fields.Boolean()
    wishes = fields.Integer()
    floors = fields.Boolean()
    lapsed = fields.Integer()


class AcceptanceSchema(Schema):
    """``whole``: all seats that the plan proposes at the offer; else those of ``ikm_ids``."""

    plan_id = fields.UUID(required=True)
    offer_id = fields.UUID(required=True)
    ikm_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(0, MOST_SELECTED))
    whole = fields.Boolean(load_default=False)


class WishSchema(Schema):
    """``pin``: always in a plan at this offer; ``exclude``: never."""

    offer_id = fields.UUID(required=True)
    ikm_ids = fields.List(fields.UUID(), required=True, validate=validate.Length(1, MOST_SELECTED))
    kind = Line(required=True, validate=validate.OneOf([PIN, EXCLUDE]))
    reason = Paragraph(required=True, validate=validate.Length(1, 1000))


class FloorsSchema(Schema):
    """At least so many ``seats`` for each of these ``kecamatan``, for all where none is named; 0 asks for nothing."""

    seats = fields.Integer(required=True, validate=validate.Range(0, 100))
    kecamatan = fields.List(Line(validate=validate.OneOf(KECAMATAN)), load_default=list)


class FloorsOfPlanSchema(Schema):
    floors = fields.Dict(keys=fields.String(), values=fields.Integer())


class FreedSchema(Schema):
    offer_id = fields.UUID(required=True)
    ikm_id = fields.UUID(required=True)


class ProposedSeatSchema(Schema):
    """``to_confirm``: something is still to be asked. ``state``: of the nomination, once somebody has decided."""

    ikm_id = fields.UUID(attribute="profile.ikm_id")
    name = fields.String(attribute="profile.name")
    points = fields.Integer()
    to_confirm = fields.Boolean()
    state = fields.String(allow_none=True)


class OfferInPlanSchema(Schema):
    """``one_more``: points that one seat more would bring, at most so many where not ``exact``; ``newcomer`` whom it
    would seat in the end.
    """

    offer_id = fields.UUID(attribute="offer.id")
    title = fields.String(attribute="offer.title")
    free = fields.Integer(attribute="row.free")
    fit = fields.Integer(attribute="row.fit")
    to_confirm = fields.Integer(attribute="row.to_confirm")
    one_more = fields.Integer(attribute="row.one_more")
    exact = fields.Boolean(attribute="row.exact")
    newcomer = fields.UUID(attribute="row.newcomer", allow_none=True)
    seats = fields.List(fields.Nested(ProposedSeatSchema))


class MissQuerySchema(PageQuerySchema):
    """``offer_id``: only those who lack least there."""

    offer_id = fields.UUID(load_default=None)


class MissSchema(Schema):
    """``missing``: points it lacked at the offer where it lacked least, at least so many where not ``exact``;
    ``taken_by``: whose seat it would have.
    """

    ikm_id = fields.UUID(attribute="row.ikm_id")
    name = fields.String(attribute="profile.name")
    offer_id = fields.UUID(attribute="row.offer_id")
    points = fields.Integer(attribute="row.points")
    missing = fields.Integer(attribute="row.missing", allow_none=True)
    exact = fields.Boolean(attribute="row.exact")
    taken_by = fields.UUID(attribute="row.taken_by", allow_none=True)
    to_confirm = fields.Boolean(attribute="row.to_confirm")


class MissingSeatsSchema(Schema):
    """``one_more``: points that one seat more would bring, at most so many where not ``exact``. ``waiting``: so many
    seats more serve all who lack one here and have ``points`` in all; ``names``: of the first of them.
    """

    offer_id = fields.UUID(attribute="offer.id")
    title = fields.String(attribute="offer.title")
    institution_id = fields.UUID(attribute="offer.institution_id")
    one_more = fields.Integer(attribute="row.one_more")
    exact = fields.Boolean(attribute="row.exact")
    newcomer = fields.UUID(attribute="row.newcomer", allow_none=True)
    names = fields.List(fields.String())
    waiting = fields.Integer()
    points = fields.Integer()


OfferInPlanPageSchema = page_of(OfferInPlanSchema)
MissPageSchema = page_of(MissSchema)
MissingSeatsPageSchema = page_of(MissingSeatsSchema)
