"""The first hour of an office: its steps over all services, ticked off as they are done, in each service's words."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.partners.queries.first_page import Counts
from shared.rights import has
from shared.web.site import PARTS, Entry


@dataclass(frozen=True)
class Step:
    entry: Entry
    done: bool


def steps(counted: Mapping[str, Counts], role: str) -> list[Step]:
    """Return the steps that this role may take, in order, and none once all are done.

    Of a service that has not said how it stands nothing is said.
    """
    found = [
        Step(entry, bool(counted[service].counts[entry.key]))
        for service, part in PARTS.items()
        for entry in part.first
        if has(role, [entry.right]) and service in counted and entry.key in counted[service].counts
    ]
    left = any(not step.done for step in found)
    return sorted(found, key=lambda step: step.entry.place) if left else []
