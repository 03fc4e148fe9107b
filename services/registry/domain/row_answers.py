"""Steps of reading a row: permits, what the owner answered, and the training it took part in."""

import re

from services.registry.domain import consent, permits
from services.registry.domain.cells import Unreadable, known, text
from services.registry.domain.holdings import holdings
from services.registry.domain.import_entry import Attended, Held
from services.registry.domain.reading import Reading
from services.registry.domain.topics import topic, topics
from shared.clock import today
from shared.language import msg


def remarks(reading: Reading) -> None:
    """Read permits, from the remarks and from columns of their own."""
    found = permits.remarks(reading.cell("remarks"))
    columns = {"pirt": "PIRT", "halal": "HALAL", "md": "MD", "merek": "MEREK"}
    read = (permits.permit(reading.cell(name), kind) for name, kind in columns.items())
    for permit in (*found.permits, *filter(None, read)):
        reading.held.append(Held(permit.kind, "yes", permit.number, permit.expires_on))
    reading.values["remarks"] = found.notes
    reading.more["closed"] = found.closed
    reading.remarks.extend(found.problems)


def answers(reading: Reading) -> None:
    """Read what the owner answered: certificates, needs, and on which day."""
    reading.held.extend(holdings(reading.cell("holdings"), {held.kind for held in reading.held}))
    codes, unknown = topics(known(reading.cell("needs")) or "")
    reading.more["needs"] = tuple(codes)
    for words in unknown:
        reading.remarks.append(msg("“{text}” names no topic of training.", text=words[:60]))
    when = reading.period("answered_at")
    if when and when.first > today():
        raise Unreadable(
            msg("The answer is dated {day}, which has not come yet; the day was not kept.", day=when.first.isoformat())
        )
    if when:
        reading.more["answered_on"] = when.first


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
