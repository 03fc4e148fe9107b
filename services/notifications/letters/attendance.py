"""News of attendance lists."""

from collections.abc import Mapping
from typing import Any

from services.notifications.letters.content import Button, Content, Items
from services.notifications.letters.letter import STAFF, letter
from services.notifications.letters.sentences import reason_given
from services.notifications.letters.told import Told
from shared.events.partners import AttendanceCorrected
from shared.language import gettext as _
from shared.language import msg, translate

NOTED = {
    "pending": msg("not noted"),
    "present": msg("present"),
    "excused": msg("excused"),
    "sick": msg("sick"),
    "absent": msg("absent without notice"),
}


@letter(msg("Attendance list corrected"), to=STAFF, of=AttendanceCorrected)
def attendance_corrected(told: Told) -> Content:
    return Content(
        _("Attendance corrected: {title}", title=told.title),
        [
            _("{institution} corrected the closed attendance list of “{title}”.", institution=told.institution,
              title=told.title)
            if told["by_institution"]
            else _("The closed attendance list of “{title}” was corrected by the office.", title=told.title),
            Button(_("See the attendance list"), told.offer_page("/daftar-hadir")),
            reason_given(told),
            Items([_line(item) for item in told["corrections"]]),
        ],
    )  # fmt: skip


def _line(item: Mapping[str, Any]) -> str:
    before, after = (translate(NOTED[item[name]]) for name in ("before", "after"))
    return _("{ikm}, {session}: {before}, now {after}", ikm=item["ikm_name"], session=item["session_title"],
             before=before, after=after)  # fmt: skip
