"""Steps of reading a row: permits, what the owner answered, and the training it took part in."""

import re

from services.registry.domain import consent, permits
from services.registry.domain.cells import Unreadable, known, text
from services.registry.domain.holdings import Holdings, holding, holdings
from services.registry.domain.import_entry import Attended, Held
from services.registry.domain.reading import Reading
from services.registry.domain.topics import topic, topics
from shared.clock import today
from shared.language import msg
from shared.words import spoken

_PERMITS = {"pirt": "PIRT", "halal": "HALAL", "md": "MD", "merek": "MEREK"}
"""Columns that hold one kind of certificate each."""


def remarks(reading: Reading) -> None:
    """Read permits, from columns of their own and from the remarks."""
    for name, kind in _PERMITS.items():
        _take(reading, holding(reading.cell(name), kind))
    found = permits.remarks(reading.cell("remarks"))
    _take(reading, Holdings([Held(one.kind, "yes", one.number, one.expires_on) for one in found.permits]))
    reading.values["remarks"] = found.notes
    reading.more["closed"] = found.closed
    reading.remarks.extend(found.problems)


def answers(reading: Reading) -> None:
    """Read what the owner answered: certificates, needs, and on which day."""
    _take(reading, holdings(reading.cell("holdings")))
    codes, unknown = topics(known(reading.cell("needs")) or "")
    reading.more["needs"] = tuple(codes)
    for words in unknown:
        reading.remarks.append(msg("“{text}” names no topic of training.", text=words[:60]))
    when = reading.period("answered_at")
    if when and when.first > today():
        raise Unreadable(
            msg("The answer is dated {day}, which has not come yet; the day was not kept.", day=spoken(when.first))
        )
    if when:
        reading.more["answered_on"] = when.first


def _take(reading: Reading, found: Holdings) -> None:
    """Add what a cell says of certificates to what cells before it said: a number says more than a yes."""
    reading.remarks.extend(found.problems)
    before = {one.kind: one for one in reading.held}
    for one in found.held:
        known_one = before.get(one.kind)
        if known_one is None or (one.number and not known_one.number and known_one.state == "yes"):
            reading.held = [held for held in reading.held if held is not known_one]
            reading.held.append(one)
        elif one.number and known_one.number not in (None, one.number):
            reading.held.append(one)
        elif one.state != known_one.state:
            reading.remarks.append(msg("The row says yes and no to {kind}; the first was taken.", kind=one.kind))
    numbers = [one.number for one in reading.held if one.kind == "NIB" and one.number]
    if numbers and reading.values.get("nib") is None and not reading.more.get("nib_candidate"):
        reading.values["nib"] = numbers[0]


def sharing(reading: Reading) -> None:
    """Read whether the owner lets data be shared."""
    reading.more["consent"] = consent.consent(reading.cell("consent"))


def training(reading: Reading) -> None:
    """Read the training the owner took part in."""
    reading.more["of_trainees"] = "training_title" in reading.cells
    title = known(reading.cell("training_title"))
    if title is None:
        return
    when = reading.period("training_date")
    if when is None:
        raise Unreadable(msg("The training has no date; it is not put into the history."))
    score = text(reading.cell("training_score")).replace(",", ".").partition(".")[0]
    place = known(reading.cell("training_place"))
    reading.more["attended"] = Attended(
        title[:300], when.first, when.last, topic(title), place and place[:200],
        int(score) if re.fullmatch(r"\d{1,3}", score) else None,
    )  # fmt: skip
