"""The office as its page shows it."""

from typing import Any

from sqlalchemy.orm import Session

from shared.office import ONLY, SAID, UNHEARD, OfficeRow
from shared.settings import UNSET, Settings

OF_THE_OFFICE = frozenset(SAID)


def office_view(session: Session, settings: Settings) -> dict[str, Any]:
    """Return what was said, what the installer fixed in its place, and the hours that hold where nobody said any."""
    row = session.get(OfficeRow, ONLY)
    said = row.said if row else dict.fromkeys(SAID, "")
    fixed = settings.fixed & OF_THE_OFFICE
    quiet = {name: said[name] or getattr(UNSET, name).isoformat("minutes") for name in ("quiet_from", "quiet_until")}
    return {
        "revision": row.revision if row else UNHEARD,
        **said,
        **quiet,
        **{name: getattr(settings.office, name) for name in fixed},
        "fixed": sorted(fixed),
    }
