"""What a program sends is taken at its word: JSON has types, and a fraction is no whole number."""

from typing import Any

import pytest
from flask import request
from marshmallow import Schema, fields

from shared.web.body import readable_json, wrong_types

WHOLE, YES_OR_NO = ["Not a valid integer."], ["Not a valid boolean."]


class SeatSchema(Schema):
    row = fields.Integer()


class HallSchema(Schema):
    seats = fields.Integer(allow_none=True)
    is_open = fields.Boolean(data_key="open")
    name = fields.String()
    front = fields.Nested(SeatSchema)
    others = fields.List(fields.Nested(SeatSchema))
    years = fields.List(fields.Integer())


@pytest.mark.parametrize(
    "sent",
    [
        {"seats": 20, "open": False, "name": 3, "front": {"row": 1}, "others": [{"row": 2}], "years": [2026]},
        {"seats": 20.0},
        {"seats": None},
        {"seats": 10**400},
        {"unknown": "2"},
        [],
        None,
    ],
)
def test_what_fits_its_type_is_left_to_the_schema(sent: Any) -> None:
    assert wrong_types(HallSchema(), sent) == {}


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"seats": 2.7}, {"seats": WHOLE}),
        ({"seats": "2"}, {"seats": WHOLE}),
        ({"seats": True}, {"seats": WHOLE}),
        ({"open": 0}, {"open": YES_OR_NO}),
        ({"open": "ya"}, {"open": YES_OR_NO}),
        ({"front": {"row": 1.5}}, {"front": {"row": WHOLE}}),
        ({"others": [{"row": 1}, {"row": "2"}]}, {"others": {1: {"row": WHOLE}}}),
        ({"years": [2026, "2027"]}, {"years": {1: WHOLE}}),
    ],
)
def test_what_does_not_is_named(sent: Any, wrong: Any) -> None:
    assert wrong_types(HallSchema(), sent) == wrong


def test_json_is_read_once(app):
    with app.test_request_context("/", method="POST", json={"title": "Kemasan"}):
        assert readable_json(request) is readable_json(request)
