"""The one door for text that comes in by form and API: every text field of a schema is one of these."""

from typing import Any

from flask import request
from marshmallow import Schema, ValidationError, fields, validate

from shared.errors import InvalidInput
from shared.language import Message, msg
from shared.nik import holds_nik
from shared.text import is_blank, is_fit, lines, one_line, says_something
from shared.web.sentences import by_field

UNFIT = msg("The text contains a character that cannot be stored.")
NIK_STANDS_HERE = msg("A personal number (NIK) stands here, which belongs only in its own field. Leave it out.")
NOTHING_SAID = msg("Please fill this in.")


class Verbatim(fields.String):
    """Text that is compared and never kept: a password, a digest, where to go next."""

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **options: Any) -> Any:
        if isinstance(value, str) and not is_fit(value):
            raise refusal(UNFIT)
        return super().deserialize(value, attr, data, **options)


class Line(fields.String):
    """Text in one line. What is required, or ``says_something``, shows at least one letter or digit.

    ``for_nik``: a NIK may come in here, because whoever reads the field seals it or leaves it out; it is never shown.
    """

    tidy = staticmethod(one_line)

    def __init__(self, *, says_something: bool = False, for_nik: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.must_say = says_something or self.required
        self.for_nik = for_nik
        self.is_free = not any(isinstance(one, validate.OneOf) for one in self.validators)

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **options: Any) -> Any:
        if isinstance(value, str):
            value = self._let_in(value)
        return super().deserialize(value, attr, data, **options)

    def _let_in(self, text: str) -> str | None:
        require_fit(text, for_nik=self.for_nik)
        tidy = self.tidy(text)
        if self.must_say and not says_something(tidy):
            raise refusal(NOTHING_SAID)
        if self.is_free and is_blank(tidy):
            return None if self.allow_none else ""
        return tidy


class Paragraph(Line):
    """Text of several lines."""

    tidy = staticmethod(lines)


class Email(fields.Email):
    """An address to write to."""

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **options: Any) -> Any:
        if isinstance(value, str):
            require_fit(value)
        return super().deserialize(value, attr, data, **options)


TEXT = (Line, Verbatim, Email)


def refusal(message: Message) -> ValidationError:
    """Return an error that carries a sentence of ours, to be worded where it is shown."""
    return ValidationError([message])


def require_fit(text: str, *, for_nik: bool = False) -> None:
    """Raise ValidationError for text that must not come in."""
    if not is_fit(text):
        raise refusal(UNFIT)
    if not for_nik and holds_nik(text):
        raise refusal(NIK_STANDS_HERE)


def typed(name: str, most: int = 1000, *, field: type[Line] = Paragraph) -> str:
    """Return what a form says in one field, where that is all it says; raises InvalidInput beside that field."""
    try:
        text: str = field(validate=validate.Length(max=most)).deserialize(request.form.get(name, ""))
    except ValidationError as error:
        raise InvalidInput({name: [message for _, message in by_field(error.messages)]}) from error
    return text


def require_doors(schema: Schema) -> None:
    """Raise TypeError if text could come in through a schema by a field that lets everything in."""
    open_fields = [name for name, field in _text_fields(schema) if not isinstance(field, TEXT)]
    if open_fields:
        raise TypeError(f"{type(schema).__name__} takes text by fields that are not of shared.web.text: {open_fields}")


def _text_fields(schema: Schema) -> list[tuple[str, Any]]:
    """Return every field through which text comes in, however deep, by its name."""
    return [(name, inner) for name, field in schema.load_fields.items() for inner in _inner(field)]


def _inner(field: Any) -> list[Any]:
    if isinstance(field, fields.Nested):
        return [inner for _, inner in _text_fields(field.schema)]
    if isinstance(field, fields.List):
        return _inner(field.inner)
    if isinstance(field, fields.Dict):
        return [inner for one in (field.key_field, field.value_field) if one for inner in _inner(one)]
    return [field] if isinstance(field, fields.String) else []
