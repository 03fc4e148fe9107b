"""From what a form or a body said to an offer's values, and back for the history."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from services.partners.models.offer import Offer
from services.partners.models.session import OfferSession
from shared.database import new_id

FIELDS = ("title", "summary", "topic", "form", "mode", "place", "map_url", "starts_on", "ends_on", "hours_from",
          "hours_until", "schedule_follows", "cost", "bring", "contact_name", "contact_phone", "quota", "eligibility",
          "selects", "answer_by", "threshold")  # fmt: skip


def fill_in(offer: Offer, values: Mapping[str, Any]) -> None:
    """Put loaded values into an offer; what is not named stays."""
    for name in FIELDS:
        if name in values:
            setattr(offer, name, values[name])
    if "sessions" in values:
        _set_sessions(offer, values["sessions"])


def plain(offer: Offer) -> dict[str, Any]:
    """Return an offer's values as plain JSON, to be compared and kept in the history."""
    fields = {name: getattr(offer, name) for name in FIELDS}
    fields["sessions"] = [[item.title, item.starts_at, item.ends_at, item.place] for item in offer.sessions]
    plain: dict[str, Any] = json.loads(json.dumps(fields, default=_text))
    return plain


def _text(value: Any) -> str:
    # One instant has one text, whether it came from a form (WITA) or from the database (UTC).
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


def _set_sessions(offer: Offer, wanted: list[Mapping[str, Any]]) -> None:
    # Rows keep their numbers and change in place: new rows would collide with those they replace.
    for number, values in enumerate(wanted, start=1):
        if number > len(offer.sessions):
            offer.sessions.append(OfferSession(id=new_id(), number=number, state="planned"))
        for name in ("title", "starts_at", "ends_at", "place"):
            setattr(offer.sessions[number - 1], name, values.get(name))
    del offer.sessions[len(wanted) :]
