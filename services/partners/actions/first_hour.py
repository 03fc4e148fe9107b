"""Steps of the first hour that do not fit this office: put aside, and taken up again."""

from sqlalchemy.orm import Session

from services.partners.actions.office import OFFICE
from services.partners.domain.first_hour import require_may_be_left_out
from services.partners.models import step_aside
from shared.audit import record


def put_step_aside(session: Session, key: str) -> None:
    """Let a step count as done, as inviting colleagues where somebody works alone; raises NotFound for any other."""
    require_may_be_left_out(key)
    if step_aside.put(session, key):
        record(session, noun="office", noun_id=OFFICE, action="put_step_aside", new={"step": key})


def take_step_up(session: Session, key: str) -> None:
    """Ask for a step again that was put aside."""
    require_may_be_left_out(key)
    if step_aside.take(session, key):
        record(session, noun="office", noun_id=OFFICE, action="take_step_up", new={"step": key})
