"""What a person typed that must not come in: told beside its field, and the form comes back without it."""

import pytest
from flask import Flask
from marshmallow import Schema, fields
from werkzeug.datastructures import MultiDict

from shared.errors import InvalidInput, RuleBroken
from shared.language import msg
from shared.web.forms import TYPE_AGAIN, Form
from shared.web.text import NIK_STANDS_HERE, Line, Paragraph, typed

NIK = "6408041708900001"


class OwnerSchema(Schema):
    name = Line(required=True)
    remarks = Paragraph(allow_none=True)
    nik = Line(for_nik=True)
    topics = fields.List(Line())


def sent(**values: str) -> Form:
    return Form.load(OwnerSchema(), MultiDict(values))


def test_a_nik_is_masked_where_the_form_is_shown_again_and_may_then_be_sent() -> None:
    form = sent(name=f"Nora {NIK}", remarks="Tahu")
    assert form.errors == {"name": [str(NIK_STANDS_HERE)]}
    assert form.value("name") == "Nora 640804******0001"
    assert sent(name=form.value("name")).ok


def test_a_nik_in_its_own_field_is_asked_for_again_instead_of_shown() -> None:
    form = sent(name="", nik=NIK)
    assert form.value("nik") == ""
    assert form.errors["nik"] == [str(TYPE_AGAIN)]
    later = sent(name="Nora", nik=NIK)
    assert (later.ok, later.data["nik"]) == (True, NIK)
    later.refuse(RuleBroken(msg("Your account may not do this.")))
    assert (later.value("nik"), later.errors["nik"]) == ("", [str(TYPE_AGAIN)])


def test_what_is_optional_and_shows_nothing_is_nothing() -> None:
    assert OwnerSchema().load({"name": "Nora", "remarks": " \u3164 \n"})["remarks"] is None


def test_a_name_in_two_lines_is_one_and_remarks_stay_two() -> None:
    loaded = OwnerSchema().load({"name": "Nora\r\nSari", "remarks": "satu\r\ndua"})
    assert loaded == {"name": "Nora Sari", "remarks": "satu\ndua"}


@pytest.mark.parametrize("text", [NIK, "a\u202eb", "x" * 1001])
def test_a_single_text_is_refused_beside_its_field(app: Flask, text: str) -> None:
    with app.test_request_context("/", method="POST", data={"reason": text}), pytest.raises(InvalidInput) as refused:
        typed("reason")
    assert list(refused.value.errors) == ["reason"]


def test_a_single_text_comes_in_tidy(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"reason": " panen\u200b \r\nraya "}):
        assert typed("reason") == "panen\nraya"
        assert typed("other") == ""


def test_an_address_with_a_nik_is_refused_and_not_repeated(client) -> None:
    answer = client.get(f"/?q={NIK}&hal=2")
    assert (answer.status_code, NIK in answer.text) == (422, False)
    assert client.get("/?ikm=64080417-0890-4001-8abc-123456789012").status_code == 200


def test_a_story_is_not_named_by_a_nik(client) -> None:
    assert client.get("/siapa", headers={"X-Request-Id": NIK}).headers["X-Request-Id"] != NIK
