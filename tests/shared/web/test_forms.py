import datetime as dt

import pytest
from flask import Flask, render_template_string
from marshmallow import Schema, ValidationError, fields, validate, validates_schema
from werkzeug.datastructures import MultiDict

from shared.clock import WITA
from shared.errors import InvalidInput, RuleBroken, StaleForm
from shared.language import Message, msg, use_language
from shared.vocabulary import TOPICS
from shared.web.asked_again import TypedBefore
from shared.web.form_data import MOST_ROWS
from shared.web.forms import Form
from shared.web.sentences import MOST_TOLD
from shared.web.text import Line


class DaySchema(Schema):
    title = Line(required=True)
    day = fields.Date(required=True)


class PlaceSchema(Schema):
    desa = Line(required=True)


class OfferSchema(Schema):
    id = fields.UUID(dump_only=True)
    title = Line(required=True, validate=validate.Length(min=3, max=40))
    quota = fields.Integer(validate=validate.Range(min=1))
    cost = fields.Integer(allow_none=True)
    topics = fields.List(Line(validate=validate.OneOf(TOPICS)))
    for_women = fields.Boolean()
    surveyed = fields.Boolean(allow_none=True)
    closes_at = fields.AwareDateTime(default_timezone=WITA)
    sessions = fields.List(fields.Nested(DaySchema))
    place = fields.Nested(PlaceSchema)

    @validates_schema
    def check(self, data: dict[str, object], **_: object) -> None:
        if data.get("title") == "Dua kali":
            raise ValidationError([msg("This file is too large: 25 MB at most.")])  # type: ignore[list-item]


def sent(**values: str | list[str]) -> Form:
    return Form.load(OfferSchema(), MultiDict({"place-desa": "Kaliorang", **values}))


def test_an_accepted_form_has_typed_data() -> None:
    form = sent(title=" Kemasan ", quota="20", topics=["PENGEMASAN", "EKSPOR"], for_women="true")
    assert form.ok
    assert form.data == {
        "title": "Kemasan",
        "quota": 20,
        "topics": ["PENGEMASAN", "EKSPOR"],
        "for_women": True,
        "sessions": [],
        "place": {"desa": "Kaliorang"},
    }


def test_what_is_wrong_is_told_beside_its_field_and_kept_as_typed() -> None:
    form = sent(title="ab", quota="banyak", topics=["SULAP"])
    assert (form.ok, form.status, form.data) == (False, 422, {})
    assert form.errors == {
        "title": ["Panjangnya harus 3 sampai 40."],
        "quota": ["Tulis bilangan bulat, misalnya 25."],
        "topics": ["Pilih dari daftar."],
    }
    assert (form.value("title"), form.value("quota"), form.chosen("topics")) == ("ab", "banyak", ["SULAP"])


def test_an_empty_form_asks_for_what_it_needs() -> None:
    form = Form.load(OfferSchema(), MultiDict())
    assert form.errors == {"title": ["Mohon diisi."], "place-desa": ["Mohon diisi."]}


def test_errors_are_english_for_whoever_reads_english() -> None:
    with use_language("en"):
        assert sent(title="").errors == {"title": ["Please fill this in."]}


@pytest.mark.parametrize(("typed", "meant"), [("1.250", 1250), ("25.000.000", 25_000_000), ("20", 20), (" 7 ", 7)])
def test_dots_between_thousands_are_no_decimals(typed: str, meant: int) -> None:
    assert sent(title="Kemasan", quota=typed).data["quota"] == meant


@pytest.mark.parametrize("typed", ["1.25", "1,5", "1.2500", "12 jt"])
def test_other_dots_are_no_whole_number(typed: str) -> None:
    assert sent(title="Kemasan", quota=typed).errors == {"quota": ["Tulis bilangan bulat, misalnya 25."]}


def test_what_is_left_empty_is_none_or_missing() -> None:
    data = sent(title="Kemasan", quota="", cost="", surveyed="").data
    assert (data["cost"], data["surveyed"], "quota" in data) == (None, None, False)


def test_a_box_not_ticked_is_false() -> None:
    assert sent(title="Kemasan").data["for_women"] is False


def test_a_time_without_zone_is_wita() -> None:
    data = sent(title="Kemasan", closes_at="2026-11-21T23:59").data
    assert data["closes_at"].astimezone(dt.UTC) == dt.datetime(2026, 11, 21, 15, 59, tzinfo=dt.UTC)


def test_repeated_rows_are_a_list_and_empty_ones_are_dropped() -> None:
    form = sent(
        **{
            "title": "Kemasan",
            "sessions-0-title": "Hari satu",
            "sessions-0-day": "2026-12-01",
            "sessions-1-title": " ",
            "sessions-7-title": "Hari dua",
            "sessions-7-day": "2026-12-02",
        }
    )
    assert [row["title"] for row in form.data["sessions"]] == ["Hari satu", "Hari dua"]
    assert form.rows("sessions", least=3) == ["sessions-0", "sessions-1", "sessions-2"]


def test_an_error_in_a_row_stands_beside_the_row_shown() -> None:
    form = sent(**{"title": "Kemasan", "sessions-4-title": "Hari satu", "sessions-4-day": "kemarin"})
    assert form.errors == {"sessions-0-day": ["Tulis tanggal, misalnya 2026-11-21."]}
    assert form.value("sessions-0-day") == "kemarin"


class CourseSchema(Schema):
    days = fields.List(fields.Nested(DaySchema), validate=validate.Length(max=3))


def many_days(number: int) -> Form:
    return Form.load(CourseSchema(), MultiDict({f"days-{place}-title": "x" for place in range(number)}))


def test_a_list_takes_one_row_more_than_it_may_have_and_says_how_many_it_may() -> None:
    form = many_days(1000)
    assert form.rows("days") == ["days-0", "days-1", "days-2", "days-3"]
    assert form.errors["days"] == ["Terlalu panjang: paling banyak 3."]
    assert not form.value("days-4-title")
    assert "days" not in many_days(3).errors


def test_rows_left_empty_do_not_count() -> None:
    typed = MultiDict({f"days-{place}-title": "" for place in range(9)} | {"days-9-title": "Hari satu"})
    form = Form.load(CourseSchema(), typed)
    assert (form.value("days-0-title"), form.rows("days")) == ("Hari satu", ["days-0"])


def test_a_list_without_a_bound_of_its_own_has_one_all_the_same() -> None:
    form = sent(title="Kemasan", **{f"sessions-{place}-title": "x" for place in range(1000)})
    assert len(form.rows("sessions")) == MOST_ROWS + 1
    assert form.errors["sessions"] == [f"Terlalu panjang: paling banyak {MOST_ROWS}."]


def test_a_page_tells_as_many_errors_as_a_program_is_told() -> None:
    form = sent(title="Kemasan", **{f"sessions-{place}-title": "x" for place in range(MOST_TOLD + 30)})
    told = [sentence for sentences in form.errors.values() for sentence in sentences]
    assert (len(told), form.errors[""]) == (MOST_TOLD + 1, ["Dan 30 lagi."])


def test_each_sentence_is_worded_once_until_another_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    worded = []
    monkeypatch.setattr(Message, "__str__", lambda self: worded.append(self) or self.template)
    form = many_days(3)
    for _ in range(100):
        assert "days-0-day" in form.errors
    assert len(worded) == 3
    form.refuse(RuleBroken(Message("Terlambat.")))
    assert form.errors[""] == ["Terlambat."]


def test_a_rule_about_the_whole_stands_on_top() -> None:
    assert sent(title="Dua kali").errors == {"": ["Berkas ini terlalu besar: paling besar 25 MB."]}


def test_what_a_schema_does_not_know_is_left_aside() -> None:
    form = sent(title="Kemasan", csrf_token="x", id="10000000-0000-4000-8000-000000000000", role="admin")
    assert form.ok
    assert not {"csrf_token", "id", "role"} & form.data.keys()


def test_invisible_characters_are_dropped() -> None:
    assert sent(title="Ke\x00ma\x1bsan").data["title"] == "Kemasan"


def test_a_refusal_stands_beside_its_field_or_on_top() -> None:
    form = sent(title="Kemasan", quota="5")
    form.refuse(RuleBroken(msg("This file is too large: 25 MB at most."), field="quota"))
    form.refuse(RuleBroken(msg("Your account may not do this.")))
    assert (form.ok, form.status) == (False, 409)
    assert form.errors["quota"] == ["Berkas ini terlalu besar: paling besar 25 MB."]
    assert form.errors[""] == ["Akun Bapak/Ibu tidak berwenang melakukan ini."]


def test_invalid_input_from_deeper_down_is_told_too() -> None:
    form = sent(title="Kemasan")
    form.refuse(InvalidInput({"title": [msg("Please fill this in.")]}))
    assert (form.status, form.errors) == (422, {"title": ["Mohon diisi."]})


def test_a_form_without_a_page_of_its_own_is_refused_by_an_error() -> None:
    assert sent(title="Kemasan").require()["title"] == "Kemasan"
    with pytest.raises(InvalidInput) as refusal:
        sent(title="ab").require()
    assert [str(message) for message in refusal.value.errors["title"]] == ["Panjangnya harus 3 sampai 40."]


def test_a_blank_form_shows_what_is_known() -> None:
    form = Form.blank(
        OfferSchema(),
        title="Kemasan",
        quota=20,
        cost=None,
        for_women=True,
        topics=["EKSPOR", "PENGEMASAN"],
        closes_at=dt.datetime(2026, 11, 21, 15, 59, tzinfo=dt.UTC),
        sessions=[{"title": "Hari satu", "day": dt.date(2026, 12, 1)}],
        place={"desa": "Kaliorang"},
    )
    assert (form.ok, form.status, form.value("quota"), form.value("cost")) == (True, 200, "20", "")
    assert (form.value("for_women"), form.chosen("topics")) == ("true", ["EKSPOR", "PENGEMASAN"])
    assert (form.value("closes_at"), form.value("sessions-0-day")) == ("2026-11-21T23:59", "2026-12-01")
    assert form.value("place-desa") == "Kaliorang"


def test_a_blank_form_knows_only_its_fields() -> None:
    with pytest.raises(ValueError, match="tittle"):
        Form.blank(OfferSchema(), tittle="x")


def refused_as_stale(**values: str | list[str]) -> Form:
    """A form that came too late, compared with what was saved meanwhile."""
    form = sent(**values)
    form.refuse(StaleForm())
    saved = Form.blank(
        OfferSchema(),
        title="Kemasan",
        quota=20,
        topics=["EKSPOR", "PENGEMASAN"],
        for_women=False,
        sessions=[{"title": "Hari satu", "day": dt.date(2026, 12, 1)}],
    )
    form.compare(saved, version="quota")
    return form


def test_a_stale_form_says_what_is_saved_where_it_says_otherwise() -> None:
    form = refused_as_stale(title="Foto", topics=["PENGEMASAN", "EKSPOR"])
    assert (form.saved("title"), form.saved("topics"), form.saved("for_women")) == (["Kemasan"], None, None)
    assert (form.rows("sessions"), form.saved("sessions-0-day")) == (["sessions-0"], ["2026-12-01"])
    assert refused_as_stale(title="Kemasan", for_women="true").saved("for_women") == []


def test_a_stale_form_is_sent_again_for_what_is_saved_now() -> None:
    assert refused_as_stale(title="Foto", quota="3").value("quota") == "20"


def test_only_a_stale_form_takes_over_the_version() -> None:
    form = sent(title="ab", quota="3")
    form.compare(Form.blank(OfferSchema(), title="Kemasan", quota=20), version="quota")
    assert (form.value("quota"), form.saved("title")) == ("3", ["Kemasan"])


PAGE = """{% from "macros/forms.html" import errors, field, checkboxes, select %}{{ errors(form) }}
{{ field(form, "title", "Judul", hint="Singkat saja.", required=True, autocomplete="off") }}
{{ select(form, "topic", "Topik", topics, blank="Pilih") }}{{ checkboxes(form, "topics", "Topik", topics) }}"""


def shown(app: Flask, form: Form) -> str:
    with app.test_request_context("/"):
        return render_template_string(PAGE, form=form, topics=TOPICS)


def test_a_field_is_tied_to_its_hint_and_its_error(app: Flask) -> None:
    page = shown(app, sent(title="ab"))
    assert 'aria-describedby="title-hint title-error" aria-invalid="true"' in page
    assert '<div class="field-error" id="title-error">Panjangnya harus 3 sampai 40.</div>' in page
    assert '<a href="#title" data-for="title">Panjangnya harus 3 sampai 40.</a>' in page


def test_what_is_saved_now_stands_beside_its_field_in_words(app: Flask) -> None:
    page = shown(app, refused_as_stale(title="Foto", topics=["HKI_MEREK"]))
    assert 'aria-describedby="title-hint title-saved"' in page
    assert '<div class="field-saved" id="title-saved">Tersimpan sekarang: Kemasan</div>' in page
    assert "Tersimpan sekarang: Ekspor, Pengemasan" in page


def test_what_was_chosen_stays_chosen(app: Flask) -> None:
    page = shown(app, sent(title="Kemasan", topics=["EKSPOR"]))
    assert page.count(" checked") == 1
    assert 'value="EKSPOR" checked' in page


def test_what_was_typed_is_shown_as_text_not_as_page(app: Flask) -> None:
    assert "<script>" not in shown(app, sent(title='"><script>alert(1)</script>' * 9))


def test_what_rules_say_is_told_beside_what_could_not_be_read() -> None:
    form = sent(title="", quota="20")
    form.also([RuleBroken(msg("This file is empty."), field="quota")])
    assert set(form.errors) == {"title", "quota"}
    assert form.read["quota"] == 20


def test_a_field_that_could_not_be_read_is_refused_once() -> None:
    form = sent(title="", **{"sessions-0-title": "Hari pertama"})
    form.also([InvalidInput({"title": [msg("This file is empty.")]}), InvalidInput({"sessions": [msg("No.")]})])
    assert {field: len(said) for field, said in form.errors.items()} == {"title": 1, "sessions-0-day": 1}


def test_what_rules_say_of_a_form_that_can_be_read_refuses_it() -> None:
    form = sent(title="Kemasan")
    form.also([RuleBroken(msg("This file is empty."), field="title")])
    assert (form.ok, form.status) == (False, 409)


def test_a_form_that_is_only_shown_again_is_told_why_and_no_more() -> None:
    form = Form.load(OfferSchema(), TypedBefore([("title", "")], msg("This file is empty.")))
    form.also([RuleBroken(msg("This file is too large: 25 MB at most."), field="title")])
    assert (form.status, list(form.errors)) == (200, [""])
