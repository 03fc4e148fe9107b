"""Fields that understand what an office types: phone numbers, NIB, NIK, KBLI in any notation."""

from collections.abc import Callable
from typing import Any

from services.registry.domain import identifiers, phones
from services.registry.domain import kbli as kinds_of_business
from services.registry.domain.cells import Unreadable
from shared.language import msg
from shared.web.text import Line, refusal


class Understood(Line):
    """A text that ``read`` turns into its one notation; what it cannot read is refused with its sentence."""

    def __init__(self, read: Callable[[str], Any], **options: Any) -> None:
        super().__init__(**options)
        self._read = read

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        text = super()._deserialize(value, attr, data, **options)
        try:
            return self._read(text)
        except Unreadable as error:
            raise refusal(error.message) from error


def phone(text: str) -> str | None:
    if not text.strip():
        return None
    number = phones.e164(text)
    if number is None:
        raise Unreadable(msg("Write a phone number, for example 0812-3456-7890."))
    return number


def nib(text: str) -> str | None:
    """A person who types a number types all of it: twelve digits are a slip, not a lost zero."""
    read = identifiers.nib(text)
    if (read.number is None or read.others) and text.strip():
        raise Unreadable(msg("A NIB has 13 digits."))
    return read.number


def nik(text: str) -> str | None:
    read = identifiers.nik(text)
    return read.number if read else None


def kbli(text: str) -> str | None:
    read = kinds_of_business.kbli(text)
    if read and read.others:
        raise Unreadable(msg("Give one KBLI, of 5 digits."))
    return read.code if read else None
