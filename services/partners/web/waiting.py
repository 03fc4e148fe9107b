"""What waits for people in all services, as lines of the first page: words and address are each service's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.partners.queries.first_page import Counts
from shared.rights import has
from shared.web.site import PARTS, Entry


@dataclass(frozen=True)
class Line:
    """``as_of`` is when another service last said so, None where it was counted just now."""

    entry: Entry
    count: int
    as_of: datetime | None


def lines(counted: Mapping[str, Counts], role: str) -> list[Line]:
    """Return what waits, by service, and this role may see; of a service not heard yet nothing is said."""
    return [
        Line(entry, counted[service].counts[entry.key], counted[service].as_of)
        for service, part in PARTS.items()
        for entry in part.waiting
        if has(role, [entry.right]) and service in counted and counted[service].counts.get(entry.key)
    ]
