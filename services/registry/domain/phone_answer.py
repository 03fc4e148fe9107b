"""What an answer heard on the telephone says in the register's own terms, or why it says nothing there."""

from typing import Protocol

from services.registry.domain import identifiers
from services.registry.domain.cells import Unreadable
from services.registry.domain.fields import field_called
from services.registry.domain.kbli import kbli
from shared.errors import RuleBroken
from shared.language import msg
from shared.vocabulary import CERTIFICATES

PHONE = "phone"
NIB = "NIB"
NOT_UNDERSTOOD = msg("The register has no place for this answer.")


class Answered(Protocol):
    @property
    def fact(self) -> str: ...
    @property
    def permit(self) -> str | None: ...
    @property
    def value(self) -> str: ...
    @property
    def number(self) -> str | None: ...


def fact(answered: Answered) -> tuple[str, str]:
    """Return the field or certificate that an answer is about, and its value. Raises RuleBroken, as a form would."""
    if answered.permit is not None:
        return _certificate(answered)
    if answered.fact == "kbli":
        return answered.fact, _kbli(answered.value)
    field = field_called(answered.fact)
    if field is None or answered.value not in (field.choices or {}):
        raise RuleBroken(NOT_UNDERSTOOD)
    return field.column, answered.value


def _certificate(answered: Answered) -> tuple[str, str]:
    if answered.permit not in CERTIFICATES or answered.value not in ("yes", "no"):
        raise RuleBroken(NOT_UNDERSTOOD)
    if answered.permit == NIB and answered.number:
        _require_nib(answered.number)
    return answered.permit, answered.value


def _require_nib(number: str) -> None:
    try:
        whole = identifiers.nib(number).number == number
    except Unreadable as unreadable:
        raise RuleBroken(unreadable.message) from unreadable
    if not whole:
        raise RuleBroken(msg("A NIB has 13 digits."))


def _kbli(text: str) -> str:
    try:
        read = kbli(text)
    except Unreadable as unreadable:
        raise RuleBroken(unreadable.message) from unreadable
    if read is None:
        raise RuleBroken(NOT_UNDERSTOOD)
    return read.code
