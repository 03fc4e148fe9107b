"""What an IKM reads half a year after a programme."""

from services.notifications.letters.content import Content, Items
from services.notifications.letters.letter import IKM, letter
from services.notifications.letters.sentences import answer_by_phone
from services.notifications.letters.told import Told
from services.notifications.letters.wording import day, label, short
from shared.events.registry import OutcomesDue
from shared.language import gettext as _
from shared.language import msg


@letter(msg("Question after half a year"), to=IKM, of=OutcomesDue, informs=True)
def outcomes_due(told: Told) -> Content:
    return Content(
        _("What came of the programme, {ikm}?", ikm=short(told["ikm_name"])),
        [
            _("Half a year ago {ikm} finished a programme. We ask what came of it:", ikm=told["ikm_name"]),
            Items([_line(item["kind"], item["title"], item["ended_on"]) for item in told["open"]]),
            _("If you have it already, please tell the office its number and date. A photo helps."),
            _("If you do not have it yet, please tell us what stops you. We help."),
            answer_by_phone(told),
        ],
    )


def _line(kind: str, title: str, ended_on: str) -> str:
    return _("{outcome}: from “{title}”, until {day}", outcome=label(kind, "outcome"), title=title, day=day(ended_on))
