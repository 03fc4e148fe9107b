"""What may come in about an offer and go out again, by form and by JSON. Times are WITA."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from marshmallow import Schema, ValidationError, fields, pre_load, validate, validates_schema

from services.partners.domain.offer import Plan
from services.partners.domain.timetable import daily
from services.partners.models.offer import Offer
from services.partners.schemas.owner_facts import OwnerFactsSchema, disorder
from shared.clock import WITA, end_of_day
from shared.language import Message, msg
from shared.vocabulary import CERTIFICATES, CLUSTERS, FORMS, KECAMATAN, MODES, SIZE_CLASSES, TOPICS
from shared.web.text import Line, Paragraph

YEARS = range(2000, 2101)
SEATS = validate.Range(1, 10_000)
PERCENT = validate.Range(1, 100)
"""Of the sessions; nobody completes by coming to none, or to more than there are."""
SESSION_TIMES = frozenset({"starts_at", "ends_at"})
NOT_YET = UUID(int=0)
"""Stands for the id of an offer that is only typed so far."""


class Deadline(fields.Date):
    """A day outside, its 23.59 WITA inside."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return end_of_day(super()._deserialize(value, *args, **kwargs))

    def _serialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return super()._serialize(value and value.astimezone(WITA).date(), *args, **kwargs)


class LocalTime(fields.AwareDateTime):
    """An instant; without a zone it is WITA."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=WITA, **kwargs)

    def _serialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return super()._serialize(value and value.astimezone(WITA), *args, **kwargs)


def in_our_time(day: date) -> None:
    """Refuse slips of the year; raises ValidationError."""
    if day.year not in YEARS:
        refusal = msg("Write a year between {first} and {last}.", first=str(YEARS[0]), last=str(YEARS[-1]))
        raise ValidationError([refusal])  # shown by shared/web/sentences


class EligibilitySchema(Schema):
    """Whom the offer is for; an empty list lets everybody in."""

    clusters = fields.List(Line(validate=validate.OneOf(CLUSTERS)), load_default=list)
    kbli_prefixes = fields.List(Line(), load_default=list)
    kecamatan = fields.List(Line(validate=validate.OneOf(KECAMATAN)), load_default=list)
    size_classes = fields.List(Line(validate=validate.OneOf(SIZE_CLASSES)), load_default=list)
    required_certificates = fields.List(Line(validate=validate.OneOf(CERTIFICATES)), load_default=list)

    @pre_load
    def separate(self, data: Any, **_: Any) -> Any:
        """Read "10, 1073" typed into one field as two prefixes."""
        prefixes = data.get("kbli_prefixes") if isinstance(data, dict) else None
        if isinstance(prefixes, list) and all(isinstance(item, str) for item in prefixes):
            return {**data, "kbli_prefixes": re.findall(r"[^\s,;]+", " ".join(prefixes))}
        return data

    @validates_schema(skip_on_field_errors=False)
    def require_digits(self, data: Any, **_: Any) -> None:
        if any(not re.fullmatch(r"\d{1,5}", item) for item in data.get("kbli_prefixes", ())):
            raise ValidationError(
                {"kbli_prefixes": [msg("Write KBLI numbers or their first digits, for example 1073.")]}
            )


class SessionSchema(Schema):
    id = fields.UUID(dump_only=True)
    title = Line(required=True, validate=validate.Length(1, 200))
    starts_at = LocalTime(required=True, validate=in_our_time)
    ends_at = LocalTime(required=True, validate=in_our_time)
    place = Line(load_default=None, allow_none=True, validate=validate.Length(max=200))
    state = Line(dump_only=True)

    @validates_schema(skip_on_field_errors=False)
    def require_order(self, data: Any, **_: Any) -> None:
        if data.keys() >= SESSION_TIMES and data["ends_at"] <= data["starts_at"]:
            raise ValidationError({"ends_at": [msg("A session must end after it begins.")]})


class OfferSchema(OwnerFactsSchema):
    """A draft needs only title, topic and form; the rest is asked for when it is submitted."""

    id = fields.UUID()
    institution_id = fields.UUID()
    title = Line(required=True, validate=validate.Length(1, 200))
    summary = Paragraph(load_default="", validate=validate.Length(max=4000))
    topic = Line(required=True, validate=validate.OneOf(TOPICS))
    form = Line(required=True, validate=validate.OneOf(FORMS))
    mode = Line(load_default=None, allow_none=True, validate=validate.OneOf(MODES))
    place = Line(load_default=None, allow_none=True, validate=validate.Length(max=200))
    starts_on = fields.Date(load_default=None, allow_none=True, validate=in_our_time)
    ends_on = fields.Date(load_default=None, allow_none=True, validate=in_our_time)
    schedule_follows = fields.Boolean(load_default=False)
    quota = fields.Integer(load_default=None, allow_none=True, validate=SEATS)
    eligibility = fields.Nested(EligibilitySchema, load_default=lambda: EligibilitySchema().load({}))
    selects = fields.Boolean(load_default=False)
    threshold = fields.Integer(load_default=None, allow_none=True, validate=PERCENT)
    answer_by = Deadline(load_default=None, allow_none=True, validate=in_our_time)
    sessions = fields.List(fields.Nested(SessionSchema), load_default=list, validate=validate.Length(max=60))
    revision = fields.Integer()
    state = Line(dump_only=True)
    state_reason = Line(dump_only=True, allow_none=True)
    created_at = LocalTime(dump_only=True)
    submitted_at = LocalTime(dump_only=True, allow_none=True)
    opened_at = LocalTime(dump_only=True, allow_none=True)
    closed_at = LocalTime(dump_only=True, allow_none=True)

    @validates_schema(skip_on_field_errors=False)
    def require_order(self, data: Any, **_: Any) -> None:
        wrong: dict[str, list[Message]] = {}
        for field, message in (*_disorder(data), *disorder(data)):
            wrong.setdefault(field, []).append(message)
        if wrong:
            raise ValidationError(wrong)


class QuotaSchema(Schema):
    quota = fields.Integer(required=True, validate=SEATS)
    revision = fields.Integer()


def initial(offer: Offer) -> dict[str, Any]:
    """Return an offer's values as its form shows them."""
    values = {name: getattr(offer, name) for name in OfferSchema().load_fields if name != "sessions"}
    values["answer_by"] = offer.answer_by and offer.answer_by.astimezone(WITA).date()
    values["sessions"] = [
        {"title": item.title, "starts_at": item.starts_at, "ends_at": item.ends_at, "place": item.place}
        for item in offer.sessions
    ]
    return values


def plan_of(values: Mapping[str, Any], institution_state: str) -> Plan:
    """Return what handing in looks at, of what could be read of a form."""
    first, last, sessions = values.get("starts_on"), values.get("ends_on"), values.get("sessions", ())
    hours = (values.get("hours_from"), values.get("hours_until"))
    begins = [item["starts_at"] for item in sessions if "starts_at" in item]
    begins = begins or [slot.starts_at for slot in daily(NOT_YET, first, last, hours)]
    return Plan(
        quota=values.get("quota"),
        mode=values.get("mode"),
        has_place=bool(values.get("place")) or (bool(sessions) and all(item.get("place") for item in sessions)),
        has_hours=all(hours),
        starts_on=first,
        ends_on=last,
        first_session=min(begins, default=None),
        schedule_follows=values.get("schedule_follows", False),
        answer_by=values.get("answer_by"),
        institution_state=institution_state,
    )


def _disorder(data: dict[str, Any]) -> Iterator[tuple[str, Message]]:
    """Yield what does not fit together among what could be read."""
    starts_on: date | None = data.get("starts_on")
    ends_on: date | None = data.get("ends_on")
    answer_by: datetime | None = data.get("answer_by")
    sessions = [item for item in data.get("sessions", ()) if item.keys() >= SESSION_TIMES]
    if starts_on and ends_on and ends_on < starts_on:
        yield "ends_on", msg("The last day lies before the first.")
    if starts_on and answer_by and answer_by.astimezone(WITA).date() > starts_on:
        yield "answer_by", msg("The answer deadline must lie before the start.")
    if starts_on and ends_on and any(not _within(item, starts_on, ends_on) for item in sessions):
        yield "sessions", msg("A session lies outside the days of the offer.")


def _within(session: dict[str, Any], starts_on: date, ends_on: date) -> bool:
    first, last = (session[name].astimezone(WITA).date() for name in ("starts_at", "ends_at"))
    return bool(starts_on <= first and last <= ends_on)
