"""What an owner allows the office to do with the data."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.announcements import announce
from services.registry.actions.fields import Entry, entry
from services.registry.domain.profile import SHARING, consent_state, newest_consent
from services.registry.domain.provenance import FORM
from services.registry.models.consent import Consent
from services.registry.models.ikm import Ikm
from shared.audit import record_many
from shared.clock import now

TEXT_VERSION = "2026-1"
TICK = timedelta(microseconds=1)


def put_consent(
    ikm: Ikm,
    state: str,
    *,
    channel: str,
    source: str,
    recorded_at: datetime | None = None,
    dated: bool = True,
    text_version: str = TEXT_VERSION,
    batch_id: UUID | None = None,
) -> Entry | None:
    """Add a consent or refusal to share with partners; None where that is what was on record at the time.

    ``recorded_at``: when an owner said it who is only heard of now, None where it is said now. ``dated``: False where
    nobody knows when it was said.
    """
    at = _moment(ikm, recorded_at)
    by_then = [row for row in ikm.consents if row.recorded_at <= at]
    if _is_known(by_then, state, at, dated=dated, said_again=recorded_at is not None):
        return None
    before = consent_state(ikm.consents, SHARING)
    ikm.consents.append(
        Consent(
            purpose=SHARING,
            state=state,
            recorded_at=at,
            dated=dated,
            channel=channel,
            text_version=text_version,
            source=source,
            import_batch_id=batch_id,
        )
    )
    return entry(
        ikm.id, "consent", {SHARING: before}, {SHARING: consent_state(ikm.consents, SHARING)}, batch_id=batch_id
    )


def _is_known(by_then: Sequence[Consent], state: str, at: datetime, *, dated: bool, said_again: bool) -> bool:
    """A refusal on a later day is news too: no consent of the days between counts. So is the day of an undated one."""
    newest = newest_consent(by_then, SHARING)
    if newest and newest.state == state and (newest.dated or not dated):
        return not (state == "no" and said_again and at > newest.recorded_at)
    return (at, state, dated) in {(row.recorded_at, row.state, row.dated) for row in by_then}


def record_consent(session: Session, ikm_id: UUID, state: str, channel: str, *, source: str = FORM) -> None:
    """Record what the owner said about sharing with partners; it counts from now on.

    Of two said at once, the one recorded second counts, here and in what is announced; both stay on record.
    """
    ikm = Ikm.living(session, ikm_id)
    change = put_consent(ikm, state, channel=channel, source=source)
    if change:
        record_many(session, [change])
        announce(session, ikm)


def _moment(ikm: Ikm, said_at: datetime | None) -> datetime:
    """Return since when a word counts: never in the future, and what is said now after all that is on record.

    The clocks of two servers differ; whoever holds the IKM's row spoke last, whatever their clock says.
    """
    if said_at is not None:
        return min(said_at, now())
    return max([now(), *(row.recorded_at + TICK for row in ikm.consents)])
