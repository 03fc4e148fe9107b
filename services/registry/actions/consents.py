"""What an owner allows the office to do with the data."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.announcements import announce
from services.registry.actions.fields import Entry, entry
from services.registry.domain.profile import SHARING, consent_state
from services.registry.domain.provenance import FORM
from services.registry.models.consent import Consent
from services.registry.models.ikm import Ikm
from shared.audit import record_many
from shared.clock import now

TEXT_VERSION = "2026-1"


def put_consent(
    ikm: Ikm,
    state: str,
    *,
    channel: str,
    source: str,
    recorded_at: datetime | None = None,
    text_version: str = TEXT_VERSION,
    batch_id: UUID | None = None,
) -> Entry | None:
    """Add a consent or refusal to share with partners; None where the newest record says the same."""
    before = consent_state(ikm.consents, SHARING)
    if before == state:
        return None
    ikm.consents.append(
        Consent(
            purpose=SHARING,
            state=state,
            recorded_at=recorded_at or now(),
            channel=channel,
            text_version=text_version,
            source=source,
            import_batch_id=batch_id,
        )
    )
    return entry(
        ikm.id, "consent", {SHARING: before}, {SHARING: consent_state(ikm.consents, SHARING)}, batch_id=batch_id
    )


def record_consent(session: Session, ikm_id: UUID, state: str, channel: str, *, source: str = FORM) -> None:
    """Record what the owner said about sharing with partners; it counts from now on."""
    ikm = Ikm.locked(session, ikm_id)
    change = put_consent(ikm, state, channel=channel, source=source)
    if change:
        record_many(session, [change])
        announce(session, ikm)
