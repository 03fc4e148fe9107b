"""From the flat names of an HTML form to the nested values a schema loads, and back."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from marshmallow import Schema, fields, validate
from werkzeug.datastructures import MultiDict

from shared.clock import WITA

THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")
MOST_ROWS = 100
"""Rows of a list whose schema names no bound."""
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def gather(schema: Schema, form: MultiDict[str, str], prefix: str = "") -> dict[str, Any]:
    """Return what the form says for the fields of a schema, as text; rows left empty are dropped.

    Of a list with too many rows one row more than it may have is returned, by which ``too_many_rows`` knows it.
    """
    gathered: dict[str, Any] = {}
    for key, field in _fields(schema):
        name = f"{prefix}{key}"
        row_schema = _row_schema(field)
        if row_schema is not None:
            rows = (gather(row_schema, form, start) for start in _row_prefixes(form, name))
            gathered[key] = list(islice(filter(_filled, rows), most_rows(field) + 1))
        elif isinstance(field, fields.Nested):
            gathered[key] = gather(field.schema, form, f"{name}-")
        elif isinstance(field, fields.List):
            gathered[key] = [_clean(value) for value in form.getlist(name) if value.strip()]
        elif name in form:
            gathered[key] = _clean(form[name])
    return gathered


def too_many_rows(schema: Schema, gathered: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, int]]:
    """Yield the name of each list with more rows than it may have, and how many these are."""
    for key, field in _fields(schema):
        value = gathered.get(key)
        if _row_schema(field) is not None and len(value or ()) > most_rows(field):
            yield f"{prefix}{key}", most_rows(field)
        elif isinstance(field, fields.Nested) and isinstance(value, Mapping):
            yield from too_many_rows(field.schema, value, f"{prefix}{key}-")


def most_rows(field: fields.Field[Any]) -> int:
    """Return how many rows a list may have, as its Length says."""
    bounds = (one.equal or one.max for one in field.validators if isinstance(one, validate.Length))
    return min((bound for bound in bounds if bound is not None), default=MOST_ROWS)


def loadable(schema: Schema, gathered: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the schema shall load: empty answers are None or missing, an unticked box is False."""
    values: dict[str, Any] = {}
    for key, field in _fields(schema):
        value = gathered.get(key)
        row_schema = _row_schema(field)
        if row_schema is not None:
            values[key] = [loadable(row_schema, row) for row in value or []]
        elif isinstance(field, fields.Nested):
            values[key] = loadable(field.schema, value or {})
        elif value:
            values[key] = _typed(field, value)
        elif isinstance(field, fields.List) and not field.required:
            values[key] = []
        elif isinstance(field, fields.Boolean) and value is None and not field.allow_none:
            values[key] = False
        elif field.allow_none and value is not None:
            values[key] = None
    return values


def flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name, text) as a form would send these values."""
    for key, value in values.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from flat(value, f"{name}-")
        elif isinstance(value, Iterable) and not isinstance(value, str):
            for index, item in enumerate(value):
                if isinstance(item, Mapping):
                    yield from flat(item, f"{name}-{index}-")
                else:
                    yield name, as_text(item)
        else:
            yield name, as_text(value)


def as_text(value: Any) -> str:
    """Return a value as the text of a form field; instants as WITA for ``datetime-local``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(WITA).strftime("%Y-%m-%dT%H:%M")
    return str(value)


def pairs(options: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Return the choices of a field as (value, label), given as a mapping or as pairs."""
    return list(options.items() if isinstance(options, Mapping) else options)


def _fields(schema: Schema) -> Iterator[tuple[str, fields.Field[Any]]]:
    for name, field in schema.load_fields.items():
        yield field.data_key or name, field


def _row_schema(field: fields.Field[Any]) -> Schema | None:
    if isinstance(field, fields.Nested) and field.many:
        return field.schema
    if isinstance(field, fields.List) and isinstance(field.inner, fields.Nested):
        return field.inner.schema
    return None


def _row_prefixes(form: MultiDict[str, str], name: str) -> list[str]:
    found = (re.match(rf"{re.escape(name)}-(\d{{1,4}})-", key) for key in form)
    return [f"{name}-{index}-" for index in sorted({int(match[1]) for match in found if match})]


def _filled(row: Mapping[str, Any]) -> bool:
    return any(row.values())


def _clean(text: str) -> str:
    return INVISIBLE.sub("", text).strip()


def _typed(field: fields.Field[Any], value: Any) -> Any:
    if isinstance(field, fields.Number) and THOUSANDS.fullmatch(value):
        return value.replace(".", "")
    return value
