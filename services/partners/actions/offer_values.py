"""From what a form or a body said to an offer's values, and back for the history."""

import json
from collections.abc import Mapping
from typing import Any

from services.partners.models.offer import Offer
from services.partners.models.session import OfferSession
from shared.database import new_id

FIELDS = ("title", "summary", "topic", "form", "mode", "place", "starts_on", "ends_on", "schedule_follows", "quota",
          "eligibility", "selects", "answer_by")  # fmt: skip


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
    plain: dict[str, Any] = json.loads(json.dumps(fields, default=str))
    return plain


def _set_sessions(offer: Offer, wanted: list[Mapping[str, Any]]) -> None:
    # Rows keep their numbers and change in place: new rows would collide with those they replace.
    for number, values in enumerate(wanted, start=1):
        if number > len(offer.sessions):
            offer.sessions.append(OfferSession(id=new_id(), number=number, state="planned"))
        for name in ("title", "starts_at", "ends_at", "place"):
            setattr(offer.sessions[number - 1], name, values.get(name))
    del offer.sessions[len(wanted) :]
