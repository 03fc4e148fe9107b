"""What to ask an IKM by telephone: a question for each thing the gate does not know of it, and what may be answered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from services.partners.domain.columns import NOT_RECORDED, Flags
from services.partners.domain.eligibility import UNKNOWN
from services.partners.domain.matching import Weighed
from services.partners.domain.reason import Reason
from services.partners.domain.seen import Seen
from shared.errors import InvalidInput
from shared.language import Message, msg
from shared.vocabulary import CERTIFICATES, CLUSTERS, KECAMATAN

CERTIFICATE, CLUSTER, KBLI, PLACE, SIZE = "certificate", "cluster", "kbli", "kecamatan_code", "size"
"""What is asked about. All but the size goes to the register as a fact of this name."""
YES, NO, CODE, NONE_OF_THESE = "yes", "no", "code", "none_of_these"
DOES_NOT_KNOW, NOT_REACHED = "does_not_know", "not_reached"
NIB = "NIB"
DIGITS = {NIB: 13, KBLI: 5}
LONGEST_KEY = 30
_LABELS: Mapping[str, Message] = {
    YES: msg("Yes, it has"),
    NO: msg("No, not yet"),
    CODE: msg("This number"),
    NONE_OF_THESE: msg("None of these"),
}
UNSAID: Mapping[str, Message] = {DOES_NOT_KNOW: msg("Does not know"), NOT_REACHED: msg("Not reached, call again")}
"""What a call comes to that brings no answer."""
_WORDS: Mapping[str, Message] = {
    CERTIFICATE: msg("Does your business already have this: {certificate}?"),
    CLUSTER: msg("What does your business mainly make?"),
    KBLI: msg("Which KBLI number does your NIB state?"),
    PLACE: msg("In which kecamatan do you make your products?"),
    SIZE: msg("How many people work there, and what are tools and machines worth?"),
}
_CHOICES: Mapping[str, Mapping[str, Message]] = {
    CERTIFICATE: {answer: _LABELS[answer] for answer in (YES, NO)},
    CLUSTER: CLUSTERS | {NONE_OF_THESE: _LABELS[NONE_OF_THESE]},
    KBLI: {CODE: _LABELS[CODE]},
    PLACE: {code: Message(place.name) for code, place in KECAMATAN.items()},
    SIZE: {},
}
ANSWERS: Mapping[str, Message] = {code: label for some in (*_CHOICES.values(), UNSAID) for code, label in some.items()}
"""Every answer to any question."""


@dataclass(frozen=True)
class Question:
    """``permit`` is the certificate it asks for, where it asks for one."""

    fact: str
    permit: str | None = None

    @classmethod
    def called(cls, key: str) -> "Question | None":
        """Return the question with this key, None where there is none."""
        fact, _, permit = key.partition(".")
        known = permit in CERTIFICATES if fact == CERTIFICATE else fact in _WORDS and key == fact
        return cls(fact, permit or None) if known else None

    @property
    def key(self) -> str:
        return f"{self.fact}.{self.permit}" if self.permit else self.fact

    @property
    def words(self) -> Message:
        """Return it as it is put to the owner."""
        values = {"certificate": CERTIFICATES[self.permit]} if self.permit else {}
        return Message(_WORDS[self.fact].template, values)

    @property
    def answers(self) -> Mapping[str, Message]:
        """Return what may be answered; nothing where it is written in the register alone, as what a business owns."""
        return _CHOICES[self.fact]

    @property
    def is_written_in_the_register(self) -> bool:
        return not self.answers

    @property
    def digits(self) -> int | None:
        """Return how many digits the number has that may be said with the answer, None where none may."""
        return DIGITS.get(self.permit or self.fact)

    @property
    def ends(self) -> bool:
        """Whether what is answered may hold until a day."""
        return self.fact == CERTIFICATE


@dataclass(frozen=True)
class Heard:
    """What came of a call: an answer, or one of ``UNSAID``; ``expires_on`` is the last day on which it holds."""

    answer: str
    number: str | None = None
    expires_on: date | None = None

    @property
    def is_answer(self) -> bool:
        return self.answer not in UNSAID


def _business(seen: Seen) -> Iterator[Question]:
    wanted = seen.offer.programme
    if wanted.clusters and seen.roster.cluster[seen.row] == NOT_RECORDED:
        yield Question(CLUSTER)
    if wanted.kbli_prefixes and seen.roster.kbli[seen.row] == NOT_RECORDED:
        yield Question(KBLI)


def _certificate(seen: Seen) -> Iterator[Question]:
    yield Question(CERTIFICATE, seen.permit)


ASKED: Mapping[Reason, Callable[[Seen], Iterator[Question]]] = {
    Reason.BUSINESS_UNKNOWN: _business,
    Reason.KECAMATAN_UNKNOWN: lambda seen: iter([Question(PLACE)]),
    Reason.SIZE_UNKNOWN: lambda seen: iter([Question(SIZE)]),
    Reason.PERMIT_UNKNOWN: _certificate,
    Reason.OUTCOME_UNKNOWN: _certificate,
}
NOT_FOR_THE_OWNER: Mapping[Reason, Message] = {
    Reason.SEAT_IN_THE_SAME_PERIOD: msg("Another programme has no hours yet. Enter them there: no owner knows them."),
}
"""What the gate may not know and no IKM can be asked, and what is to be done instead."""


def questions(weighed: Weighed, row: int) -> list[Question]:
    """Return what to ask one IKM, in the order of the gate."""
    found = (
        question
        for item in weighed.findings
        if item.verdicts[row] == UNKNOWN and item.reasons[row] in ASKED
        for question in ASKED[Reason(item.reasons[row])](
            Seen(weighed.roster, weighed.offer, weighed.policy, row, item.permit)
        )
    )
    return list(dict.fromkeys(found))


def can_be_asked(weighed: Weighed) -> Flags:
    """Tell of each IKM whether the telephone can settle anything of what the gate does not know of it."""
    asked = list(ASKED)
    flags: Flags = np.any(
        [(item.verdicts == UNKNOWN) & np.isin(item.reasons, asked) for item in weighed.findings], axis=0
    )
    return flags


def wrong(question: Question, heard: Heard) -> Iterator[InvalidInput]:
    """Yield what is wrong with an answer, each thing beside its field."""
    if heard.answer not in {**question.answers, **UNSAID}:
        yield InvalidInput({"answer": [msg("Say what they answered.")]})
    positive = heard.answer in (YES, CODE)
    if heard.number and not (positive and question.digits):
        yield InvalidInput({"number": [msg("No number belongs to this answer.")]})
    elif (heard.number or heard.answer == CODE) and not _has_digits(heard.number or "", question.digits):
        yield InvalidInput({"number": [msg("This number has {digits} digits.", digits=question.digits)]})
    if heard.expires_on and not (positive and question.ends):
        yield InvalidInput({"expires_on": [msg("No day belongs to this answer.")]})


def _has_digits(number: str, count: int | None) -> bool:
    return number.isascii() and number.isdigit() and len(number) == count
