"""When the office wants nobody to be written to for whom nothing is urgent."""

from datetime import time

from sqlalchemy.orm import Session

from services.notifications.domain.reminder import NIGHT, Quiet
from shared.office import ONLY, OfficeRow


def quiet_hours(session: Session) -> Quiet:
    """Return the office's quiet hours, or the night where nobody said any."""
    row = session.get(OfficeRow, ONLY)
    if row is None or not (row.quiet_from and row.quiet_until):
        return NIGHT
    return Quiet(time.fromisoformat(row.quiet_from), time.fromisoformat(row.quiet_until))
