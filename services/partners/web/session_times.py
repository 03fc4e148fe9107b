"""From what was sent about further meetings to each of them."""

from collections.abc import Mapping
from typing import Any

from services.partners.domain.series import weekly


def meetings_of(sent: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return one meeting, or those of a series; raises RuleBroken for a series without any."""
    if sent.get("until") is None:
        return [dict(sent)]
    times = weekly(sent["starts_at"], sent["ends_at"], sent["weekdays"], sent["until"])
    return [{**sent, "starts_at": begin, "ends_at": end} for begin, end in times]
