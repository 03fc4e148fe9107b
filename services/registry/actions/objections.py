"""What an owner objected to, and this register forgot when it was put back from a copy: others remember."""

from sqlalchemy.orm import Session

from services.registry.actions.consents import record_consent
from services.registry.actions.verification import restrict
from services.registry.models.ikm import Ikm
from shared.events.partners import ObjectionRemembered
from shared.language import DEFAULT, msg, translate

REMEMBERED = msg("Known to matching from before the register was put back from a copy.")

BY_MATCHING = msg("Remembered by matching")


def take_up(session: Session, remembered: ObjectionRemembered) -> None:
    """Let an objection hold again, also for the IKM it lives on in by now; whoever knows better lifts it by hand."""
    ikm_id = Ikm.surviving(session, remembered.ikm_id).id
    if remembered.restricted:
        restrict(session, ikm_id, restricted=True, reason=translate(REMEMBERED, DEFAULT))
    if remembered.consent_withdrawn:
        record_consent(session, ikm_id, "no", translate(BY_MATCHING, DEFAULT))
