"""When a certificate of participation may be given again or taken back, and how its number reads."""

from services.partners.domain import enrolment
from shared.errors import RuleBroken
from shared.language import Message, msg

GENUINE, REVOKED = "genuine", "revoked"
STATES: dict[str, Message] = {GENUINE: msg("Genuine"), REVOKED: msg("Revoked")}
REASON_NEEDED = msg("Write why it is revoked: whoever checks it reads that.")


def number(year: int, serial: int) -> str:
    """Return the number as it is printed: "0007/SKK/2026" (SKK: sertifikat keikutsertaan)."""
    return f"{serial:04}/SKK/{year}"


def require_revocable(*, genuine: bool, reason: str) -> None:
    """Raise RuleBroken for one that was revoked before, or without a reason."""
    if not reason.strip():
        raise RuleBroken(REASON_NEEDED, field="reason")
    if not genuine:
        raise RuleBroken(msg("This certificate is revoked already."))


def require_reissuable(*, has_genuine: bool, state: str) -> None:
    """Raise RuleBroken where there is a genuine one, or nothing to certify."""
    if has_genuine:
        raise RuleBroken(msg("There is a genuine certificate already. Revoke it first."))
    if state != enrolment.COMPLETED:
        raise RuleBroken(msg("Only whoever completed the programme gets a certificate."))
