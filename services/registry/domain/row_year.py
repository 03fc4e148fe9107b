"""A step of reading a row: of which year its figures are, where a column says it, or what stands above the row."""

import re

from services.registry.domain.cells import Unreadable, known
from services.registry.domain.reading import Reading
from shared.clock import today
from shared.language import msg

_YEAR = re.compile(r"(?:19|20)\d\d")


def year(reading: Reading) -> None:
    """Read the year; of several rows about one business the newest counts. Raises Unreadable for what is none."""
    words = known(reading.cell("data_year"))
    if words is None:
        reading.more["year"] = reading.row.context.year
        return
    if not _YEAR.fullmatch(words) or int(words) > today().year:
        raise Unreadable(msg("“{text}” is no year that the figures can be of.", text=words[:40]))
    reading.more["year"] = int(words)
