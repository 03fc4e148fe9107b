"""Numbers that prove an outcome, by the shapes that the authorities give them.

Sources: SE Ditjen for the NIB; PerBPOM 4/2024 (P-IRT), BPOM (MD), BPJPH (halal), DJKI (trade mark).
"""

import re
from dataclasses import dataclass
from datetime import date

from services.registry.domain.permit_numbers import numbers_in
from shared.language import Message, msg

_PKP = re.compile(r"\d{3,4}/\d{4}/\d{4}")
_REGISTERED_MARK = "IDM"
SHAPES: dict[str, Message] = {
    "NIB": msg("A NIB has 13 digits."),
    "PIRT": msg("A P-IRT number has 15 digits with its year, such as 2156408010123-31."),
    "MD": msg("A BPOM number is MD and 12 or 15 digits."),
    "HALAL": msg("A halal number is ID and 15 to 17 digits."),
    "MEREK": msg("A registered trade mark has IDM and 9 digits; an application is no registration yet."),
    "PKP": msg("A PKP number looks like 123/6408/2026."),
}


class WrongShape(ValueError):
    """A number that its authority never gives; ``message`` says what it looks like."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.message = SHAPES[kind]


@dataclass(frozen=True)
class Proper:
    """A number in its one notation, and until when it says itself to hold."""

    number: str
    expires_on: date | None = None


def proper(kind: str, words: str) -> Proper:
    """Return the number of an outcome as it is kept. Raises WrongShape; kinds without a shape of their own take any."""
    tidy = " ".join(words.split())
    if kind not in SHAPES:
        return Proper(tidy)
    if kind == "PKP":
        if _PKP.fullmatch(tidy.replace(" ", "")):
            return Proper(tidy.replace(" ", ""))
        raise WrongShape(kind)
    return _of_a_permit(kind, tidy)


def _of_a_permit(kind: str, words: str) -> Proper:
    named = f"{kind} {words}"
    found = [one for one in numbers_in(named) if one.permit.kind == kind and one.end == len(named)]
    if len(found) != 1 or re.search(r"\d", named[: found[0].start]):
        raise WrongShape(kind)
    permit = found[0].permit
    if kind == "MEREK" and not permit.number.startswith(_REGISTERED_MARK):
        raise WrongShape(kind)
    if kind == "MD" and not permit.number.startswith("MD"):
        raise WrongShape(kind)
    return Proper(permit.number, permit.expires_on)
