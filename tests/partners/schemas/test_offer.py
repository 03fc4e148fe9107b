from datetime import UTC, datetime

import pytest
from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict

from services.partners.schemas.offer import OfferSchema, initial
from shared.web.forms import Form
from tests.partners.factories import drafted

FORM = {
    "title": "Klinik kemasan",
    "topic": "PENGEMASAN",
    "form": "KONSULTASI",
    "mode": "LURING",
    "starts_on": "2027-03-01",
    "ends_on": "2027-03-02",
    "quota": "25",
    "answer_by": "2027-02-20",
    "eligibility-kbli_prefixes": "10, 1073",
    "eligibility-clusters": "PISANG",
    "sessions-0-title": "Hari pertama",
    "sessions-0-starts_at": "2027-03-01T09:00",
    "sessions-0-ends_at": "2027-03-01T15:00",
    "sessions-1-title": "",
}


def sent(**values):
    return Form.load(OfferSchema(), MultiDict({**FORM, **values}))


def test_a_form_becomes_an_offer_with_its_sessions():
    form = sent()
    assert form.errors == {}
    assert form.data["quota"] == 25
    assert form.data["eligibility"]["kbli_prefixes"] == ["10", "1073"]
    assert [item["title"] for item in form.data["sessions"]] == ["Hari pertama"]


def test_a_time_without_zone_is_wita_and_a_deadline_is_2359_wita():
    data = sent().data
    assert data["sessions"][0]["starts_at"] == datetime(2027, 3, 1, 1, tzinfo=UTC)
    assert data["answer_by"] == datetime(2027, 2, 20, 15, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends_on": "2027-02-28"}, "ends_on"),
        ({"answer_by": "2027-03-05"}, "answer_by"),
        ({"starts_on": "0026-03-01"}, "starts_on"),
        ({"answer_by": "9999-12-31"}, "answer_by"),
        ({"sessions-0-starts_at": "0286-03-01T09:00"}, "sessions-0-starts_at"),
        ({"quota": "0"}, "quota"),
        ({"topic": "SULAP"}, "topic"),
        ({"eligibility-kbli_prefixes": "makanan"}, "eligibility-kbli_prefixes"),
        ({"sessions-0-ends_at": "2027-03-01T08:00"}, "sessions-0-ends_at"),
        ({"hours_from": "pagi"}, "hours_from"),
        ({"hours_from": "09:00"}, "hours_until"),
        ({"hours_until": "09:00"}, "hours_from"),
        ({"hours_from": "15:00", "hours_until": "09:00"}, "hours_until"),
        ({"map_url": "javascript:alert(1)"}, "map_url"),
        ({"map_url": "https://[::1"}, "map_url"),
        ({"map_url": "dekat pasar"}, "map_url"),
        ({"contact_phone": "tanya Bu Ratna"}, "contact_phone"),
        ({"sessions-0-starts_at": "2027-04-01T09:00", "sessions-0-ends_at": "2027-04-01T10:00"}, "sessions"),
    ],
)
def test_what_cannot_be_accepted_says_so_beside_its_field(values, field):
    assert field in sent(**values).errors


def test_hours_may_be_written_as_people_write_them():
    data = sent(hours_from="8.30", hours_until="12:00", cost="", bring=" Satu produk ").data
    assert (data["hours_from"], data["hours_until"], data["cost"], data["bring"]) == (
        "08:30",
        "12:00",
        None,
        "Satu produk",
    )


def test_form_and_json_are_the_same_schema():
    data = sent().data
    assert OfferSchema().load(OfferSchema(exclude=("state", "id", "institution_id", "revision")).dump(data)) == data


def test_json_with_unknown_fields_is_refused():
    with pytest.raises(ValidationError):
        OfferSchema().load({"title": "x", "topic": "EKSPOR", "form": "MAGANG", "seats": 3})


def test_an_offer_fills_its_own_form(database):
    with database.transaction() as session:
        offer = drafted(session)
        form = Form.blank(OfferSchema(), **initial(offer))
        assert form.value("answer_by") == str(offer.answer_by.date())
        assert form.value("sessions-0-starts_at").endswith("T09:00")


@pytest.mark.parametrize("eligibility", [[None], "PISANG", 1, None])
def test_conditions_that_are_no_object_are_refused(eligibility):
    told = OfferSchema().validate({"title": "Magang", "topic": "EKSPOR", "form": "MAGANG", "eligibility": eligibility})
    assert set(told) == {"eligibility"}


@pytest.mark.parametrize("percent", ["0", "101", "-5", "banyak"])
def test_a_threshold_that_nobody_could_mean_is_refused_with_a_sentence(percent):
    assert list(sent(threshold=percent).errors) == ["threshold"]


@pytest.mark.parametrize(("typed", "kept"), [("", None), ("1", 1), ("100", 100)])
def test_a_threshold_is_kept_and_left_open_means_the_usual_one(typed, kept):
    form = sent(threshold=typed)
    assert form.errors == {}
    assert form.data.get("threshold") == kept
