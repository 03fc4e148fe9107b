"""What a letter says about an offer, as pairs of label and lines."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.notifications.letters.content import Fact
from services.notifications.letters.wording import label, meeting, moment, period
from shared.language import gettext as _


def offer_facts(
    offer: Mapping[str, Any],
    sessions: Sequence[Mapping[str, Any]] | None = None,
    answer_by: str | None = None,
) -> list[Fact]:
    """Return what somebody must know to decide; ``sessions`` None leaves the single meetings out."""
    facts = [
        (_("Programme"), [offer["title"]]),
        (_("Organiser"), [offer["institution_name"]]),
        (_("Topic"), [label(offer["topic"], "topic")]),
        (_("Kind"), [f"{label(offer['form'], 'form')}, {label(offer['mode'], 'mode').lower()}"]),
        (_("Period"), [period(offer["starts_on"], offer["ends_on"])]),
    ]
    if sessions is not None:
        facts.append((_("Meetings"), [_session(item) for item in sessions] or [_("The times follow later.")]))
    if offer["place"]:
        facts.append((_("Place"), [offer["place"]]))
    if answer_by:
        facts.append((_("Answer by"), [moment(answer_by)]))
    return facts


def seats(offer: Mapping[str, Any]) -> Fact:
    """Return how many may take part."""
    return _("Seats"), [str(offer["quota"])]


def _session(item: Mapping[str, Any]) -> str:
    line = f"{item['title']}: {meeting(item['starts_at'], item['ends_at'])}"
    return f"{line} ({item['place']})" if item["place"] else line
