"""What somebody says of a programme."""

from marshmallow import Schema, fields, validate

from shared.vocabulary import TOPICS
from shared.web.text import Line, Paragraph


class EvaluationSchema(Schema):
    useful = fields.Integer(required=True, validate=validate.Range(1, 5))
    first_step = Paragraph(load_default="", validate=validate.Length(max=1000))
    obstacle = Paragraph(load_default="", validate=validate.Length(max=1000))
    obstacle_topic = Line(load_default=None, allow_none=True, validate=validate.OneOf(list(TOPICS)))
