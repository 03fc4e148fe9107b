"""How each field of an IKM comes in and goes out, by the kind of its value."""

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate

from services.registry.domain.amounts import MOST_PEOPLE, MOST_RUPIAH, is_past_year
from services.registry.domain.field import Field, Kind
from services.registry.domain.fields import OWN
from services.registry.schemas import values
from shared.web.text import Line, Paragraph

Wire = fields.Field[Any]


def wire_fields() -> dict[str, Wire]:
    """Return a marshmallow field for each field of an IKM, by its name."""
    return {field.name: BY_KIND[field.kind](field) for field in OWN}


def changing_fields() -> dict[str, Wire]:
    """Return the same where only what is sent changes: a name may be left out, but not taken away."""
    names = {field.name: _name(field, required=False) for field in OWN if field.kind is Kind.NAME}
    return {**wire_fields(), **names}


def _name(field: Field, *, required: bool = True) -> Line:
    return Line(required=required, says_something=True, validate=validate.Length(min=1, max=field.most))


def _line(field: Field) -> Line:
    return Line(validate=validate.Length(max=field.most), allow_none=True)


def _paragraph(field: Field) -> Paragraph:
    return Paragraph(validate=validate.Length(max=field.most), allow_none=True)


def _amount(most: int) -> Callable[[Field], Wire]:
    return lambda field: fields.Integer(validate=validate.Range(min=0, max=most), allow_none=True)


def _year(field: Field) -> Wire:
    return fields.Integer(validate=_no_year_to_come, allow_none=True)


def _no_year_to_come(year: int) -> None:
    if not is_past_year(year):
        raise ValidationError("Invalid value.")


def _choice(field: Field) -> Line:
    return Line(validate=validate.OneOf(list(field.choices or {})), allow_none=True)


def _edition(field: Field) -> Wire:
    return fields.Integer(validate=validate.OneOf([int(year) for year in field.choices or {}]), allow_none=True)


def _understood(read: Callable[[str], Any]) -> Callable[[Field], Wire]:
    return lambda field: values.Understood(read, allow_none=True)


def _nik(field: Field) -> Wire:
    # Absent means unchanged: a NIK is never shown, so a form cannot send it back.
    return values.Understood(values.nik, load_only=True, for_nik=True)


BY_KIND: Mapping[Kind, Callable[[Field], Wire]] = {
    Kind.NAME: _name,
    Kind.PERSON: _line,
    Kind.LINE: _line,
    Kind.UNIT: _line,
    Kind.ADDRESS: _line,
    Kind.PARAGRAPH: _paragraph,
    Kind.COUNT: _amount(MOST_RUPIAH),
    Kind.PEOPLE: _amount(MOST_PEOPLE),
    Kind.RUPIAH: _amount(MOST_RUPIAH),
    Kind.YEAR: _year,
    Kind.CHOICE: _choice,
    Kind.KECAMATAN: _choice,
    Kind.EDITION: _edition,
    Kind.DESA: _line,
    Kind.KBLI: _understood(values.kbli),
    Kind.NIB: _understood(values.nib),
    Kind.NIK: _nik,
}
"""All but how an owner is reached, which the contacts know."""
