import pytest
from marshmallow import Schema, fields, validate

from local import catalogue
from shared.language import msg
from shared.web.sentences import EXACT, by_field, sentence

KINDS: list[tuple[fields.Field[object], object]] = [
    (fields.Integer(), "x"),
    (fields.Float(), "x"),
    (fields.Date(), "x"),
    (fields.AwareDateTime(), "x"),
    (fields.AwareDateTime(), "2026-11-21T10:00:00"),
    (fields.Time(), "x"),
    (fields.Boolean(), "x"),
    (fields.String(), 5),
    (fields.UUID(), "x"),
    (fields.Email(), "x"),
    (fields.Url(), "x"),
    (fields.List(fields.String()), "x"),
    (fields.Nested(Schema), "x"),
    (fields.Integer(required=True), None),
    (fields.Integer(validate=validate.Range(min=1)), 0),
    (fields.Integer(validate=validate.Range(max=9)), 10),
    (fields.Integer(validate=validate.Range(min=1, max=9)), 10),
    (fields.Integer(validate=validate.Range(min=1, min_inclusive=False)), 1),
    (fields.String(validate=validate.Length(min=3)), "x"),
    (fields.String(validate=validate.Length(max=3)), "xxxx"),
    (fields.String(validate=validate.Length(min=3, max=5)), "x"),
    (fields.String(validate=validate.Length(equal=16)), "x"),
    (fields.String(validate=validate.OneOf(["a"])), "x"),
    (fields.List(fields.String(), validate=validate.ContainsOnly(["a"])), ["x"]),
    (fields.String(validate=validate.Regexp("a")), "x"),
]


@pytest.mark.parametrize(("field", "value"), KINDS)
def test_every_error_of_marshmallow_is_a_sentence_of_ours(field: fields.Field[object], value: object) -> None:
    errors = Schema.from_dict({"it": field})().validate({"it": value})  # type: ignore[dict-item]
    known = catalogue.read("shared").keys()
    assert [message.template in known for _, message in by_field(errors)] == [True]


def test_a_sentence_of_a_schema_passes_through() -> None:
    own = msg("The end lies before the beginning.")
    assert sentence(own) is own
    assert sentence("The end lies before the beginning.") == own


def test_numbers_in_a_sentence_are_kept() -> None:
    assert str(sentence("Must be greater than or equal to 1 and less than or equal to 9.")) == "Harus antara 1 dan 9."


def test_every_exact_sentence_is_known_in_indonesian() -> None:
    assert {message.template for message in EXACT.values()} <= catalogue.read("shared").keys()
