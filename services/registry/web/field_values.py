"""How the value of a field of an IKM stands on a page, in the language of the page."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from services.registry.domain.change_words import value_of
from services.registry.domain.field import Field, Kind
from services.registry.domain.fields import beside
from shared import words as written
from shared.telephone import phone

WRITTEN: Mapping[Kind, Callable[[Any], str]] = {
    Kind.RUPIAH: written.rupiah,
    Kind.COUNT: written.number,
    Kind.PEOPLE: written.number,
    Kind.PHONE: phone,
}


def shown_value(field: Field, value: Any) -> str:
    """Return a value that is known, in words."""
    write = WRITTEN.get(field.kind)
    return write(value) if write else str(value_of(field, value))


def known_value(field: Field, values: Mapping[str, Any]) -> str | None:
    """Return what is known of a field, in words; None where nothing is."""
    value = values[field.column]
    return None if value is None or value == "" else shown_value(field, value)


def facts(values: Mapping[str, Any], fields: Iterable[Field]) -> list[tuple[Field, str | None]]:
    """Return each field with what is known of it; what belongs beside another stands there."""
    return [(field, _with_beside(field, values)) for field in fields if field.beside is None]


def _with_beside(field: Field, values: Mapping[str, Any]) -> str | None:
    """Return a value with what is said of it: "1.200 kg", "10794 (2020)"."""
    text = known_value(field, values)
    for other in beside(field) if text else ():
        if said := known_value(other, values):
            text = f"{text} {said}" if other.kind is Kind.UNIT else f"{text} ({said})"
    return text
