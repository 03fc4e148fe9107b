"""What an owner must know about a programme: one set of facts, alike in mail, page, message and on the call list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared import telephone, words
from shared.events.partners import OfferSummary, SessionTime
from shared.language import Message, gettext, msg, translate

FIRST = ("what", "when", "where")
"""What comes before the question whether they come; all else comes after it."""
NAME_IT = ("what", "when", "host")
"""By which somebody knows what does not take place; nobody needs the way there any more."""
LABELS: dict[str, Message] = {
    "what": msg("Programme"),
    "when": msg("When"),
    "where": msg("Where"),
    "host": msg("Held by"),
    "about": msg("What you get"),
    "later": msg("Next meetings"),
    "cost": msg("Cost"),
    "bring": msg("Please bring"),
    "contact": msg("Ask on that day"),
    "answer_by": msg("Answer by"),
}
MOST_AT_FIRST = 3
"""So many meetings stand before the button; of more, the first does."""


@dataclass(frozen=True)
class Line:
    """What stands in one line, and where it leads."""

    text: str
    url: str | None = None

    def __str__(self) -> str:
        """Write it where nothing can be followed but an address that stands there."""
        if self.url is None or self.url == self.text or self.url.startswith("tel:"):
            return self.text
        return f"{self.text}: {self.url}"


@dataclass(frozen=True)
class Fact:
    """One of LABELS, by its name, in the reader's language."""

    name: str
    lines: Sequence[Line]

    @property
    def label(self) -> str:
        return translate(LABELS[self.name])

    def __str__(self) -> str:
        return f"{self.label}: " + "\n  ".join(str(line) for line in self.lines)


def programme_facts(
    offer: OfferSummary, sessions: Sequence[SessionTime] | None, answer_by: datetime | None = None
) -> list[Fact]:
    """Return everything that is known, in the order of reading; what nobody said is left out.

    ``sessions`` are None where its single meetings are not told.
    """
    known = {
        "what": [Line(offer.title)],
        "when": list(_when(offer, sessions)),
        "where": list(_where(offer)),
        "host": [Line(offer.institution_name)],
        "about": [Line(line.strip()) for line in offer.summary.splitlines() if line.strip()],
        "later": [_meeting(offer, item, named=True) for item in _later(sessions or ())],
        "cost": [Line(offer.cost)] if offer.cost else [],
        "bring": [Line(offer.bring)] if offer.bring else [],
        "contact": list(_contact(offer)),
        "answer_by": [Line(words.deadline(answer_by))] if answer_by else [],
    }
    return [Fact(name, lines) for name, lines in known.items() if lines]


def _later(sessions: Sequence[SessionTime]) -> Sequence[SessionTime]:
    return sessions[1:] if len(sessions) > MOST_AT_FIRST else ()


def _when(offer: OfferSummary, sessions: Sequence[SessionTime] | None) -> Iterator[Line]:
    if not sessions:
        yield from _days(offer, hours_follow=sessions is not None)
        return
    later = _later(sessions)
    for item in sessions[: len(sessions) - len(later)]:
        yield _meeting(offer, item, named=len(sessions) > 1)
    if later:
        yield Line(gettext("After that {count} more meetings.", count=len(later)))


def _days(offer: OfferSummary, *, hours_follow: bool) -> Iterator[Line]:
    if offer.starts_on and offer.ends_on:
        yield Line(words.weekdays(offer.starts_on, offer.ends_on))
    if offer.hours_from and offer.hours_until:
        yield Line(words.hours(offer.hours_from, offer.hours_until))
    elif hours_follow:
        yield Line(gettext("We will tell you the hours later."))


def _meeting(offer: OfferSummary, item: SessionTime, *, named: bool) -> Line:
    text = words.meeting(item.starts_at, item.ends_at)
    if named and item.title:
        text = f"{text}: {item.title}"
    return Line(f"{text} ({item.place})" if item.place and item.place != offer.place else text)


def _where(offer: OfferSummary) -> Iterator[Line]:
    if offer.mode == "DARING":
        yield Line(gettext("By internet"))
    if offer.place:
        yield Line(offer.place, offer.place if offer.place.startswith(("https://", "http://")) else None)
    elif offer.mode != "DARING":
        yield Line(gettext("We will tell you the place later."))
    if offer.mode == "HIBRIDA":
        yield Line(gettext("You can also follow it by internet."))
    if offer.map_url:
        yield Line(gettext("Map"), offer.map_url)


def _contact(offer: OfferSummary) -> Iterator[Line]:
    if offer.contact_name:
        yield Line(offer.contact_name)
    number = offer.contact_phone
    if number:
        yield Line(telephone.phone(number), telephone.tel_link(number))
    if telephone.chats(number):
        yield Line("WhatsApp", telephone.wa_link(number))
