"""What somebody answers to an invitation, and what an answer must say."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.partners.domain.invitation import CONFIRMED, DECLINED, DELEGATED, TO_IKM, Sentences
from shared.errors import InvalidInput
from shared.language import Message, msg
from shared.text import has_letter, says_something


@dataclass(frozen=True)
class Answer:
    """What somebody answered: ``kind`` is accepted, declined (why) or delegated (who, and how related).

    ``excuse`` is why as one of the ready choices, ``reason`` in own words.
    """

    kind: str
    reason: str | None = None
    delegate_name: str | None = None
    delegate_relation: str | None = None
    excuse: str | None = None


def given(
    kind: str,
    reason: str | None = None,
    delegate_name: str | None = None,
    delegate_relation: str | None = None,
    excuse: str | None = None,
) -> Answer:
    """Return the answer without what does not belong to its kind: a form sends all its fields."""
    if kind == DECLINED:
        return Answer(kind, reason=_said(reason), excuse=excuse)
    if kind == DELEGATED:
        return Answer(kind, delegate_name=_said(delegate_name), delegate_relation=_said(delegate_relation))
    return Answer(kind)


def _said(text: str | None) -> str | None:
    said = (text or "").strip()
    return said if says_something(said) else None


WHO_COMES: dict[str, Message] = {
    "delegate_name": msg("Write the name of the person who comes instead."),
    "delegate_relation": msg("Write who that is: family, employee, partner."),
}


def require_complete(answer: Answer, says: Sentences = TO_IKM) -> None:
    """Raise InvalidInput where the answer lacks its reason or the name of whoever comes instead."""
    missing = {field: said for lack in incomplete(answer, says) for field, said in lack.errors.items()}
    if missing:
        raise InvalidInput(missing)


def incomplete(answer: Answer, says: Sentences = TO_IKM) -> Iterator[InvalidInput]:
    """Yield what the answer lacks, each thing beside its field."""
    if answer.kind == DECLINED and not answer.excuse and not says_something(answer.reason or ""):
        yield InvalidInput({"reason": [says.no_reason]})
    if answer.kind == DELEGATED:
        for field, sentence in WHO_COMES.items():
            if not has_letter(getattr(answer, field) or ""):
                yield InvalidInput({field: [sentence]})


def needs_seat_again(state: str, answer: Answer) -> bool:
    """Tell whether this answer takes back a seat that an earlier *no* has freed."""
    return state == DECLINED and answer.kind in CONFIRMED
