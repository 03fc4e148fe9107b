"""What changed of single meetings, as every letter about it says it."""

from services.notifications.letters.content import Row
from services.notifications.letters.facts import meeting_lines
from services.notifications.letters.told import Told
from shared.language import gettext as _


def what_changed(told: Told) -> list[Row]:
    """Return when meetings were to be and are instead, which one was cancelled, or which were added."""
    if told.get("was"):
        return [(_("Until now"), _before(told)), (_("From now on"), _times(told))]
    return [(_("Cancelled") if told.get("reason") else _("Added"), _times(told))]


def _times(told: Told) -> list[str]:
    """Return when they are, and where once for all that follow each other there."""
    lines, place = [], None
    for meeting in told["sessions"]:
        lines += meeting_lines(meeting, meeting["place"] if meeting["place"] != place else None)
        place = meeting["place"]
    return lines


def _before(told: Told) -> list[str]:
    was, (meeting, *_others) = told["was"], told["sessions"]
    return meeting_lines({**was, "title": ""}, was["place"] if was["place"] != meeting["place"] else None)
