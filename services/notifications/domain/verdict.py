"""What an SMTP answer means for a mail: sent, try again, never again, or uncertain; or that it cannot be written."""

import re
from dataclasses import dataclass, field

from services.notifications.domain.flow import SENDER_REFUSED

ACCEPTED, AGAIN, NEVER, UNCERTAIN, UNWRITABLE = "accepted", "again", "never", "uncertain", "unwritable"
SENDER, RECIPIENT, CONTENT, BODY = "sender", "recipient", "content", "body"
"""``BODY`` is the answer to the whole mail; by no other is it taken."""

ENHANCED = re.compile(r"^\s*([245])\.(\d{1,3})\.(\d{1,3})\b")
UNKNOWN_MAILBOX = frozenset({550, 551, 553})


@dataclass(frozen=True)
class Verdict:
    """``bad_address``: the refusal says that this address does not exist, so nothing more goes there.

    ``server_fault``: it is about our own account or setting, whatever the mail; one of :mod:`flow`'s reasons.
    ``stage``: what the server was answering.
    """

    outcome: str
    detail: str
    bad_address: bool = False
    server_fault: str | None = None
    stage: str = field(default="", compare=False)


def of_answer(stage: str, code: int, text: str) -> Verdict:
    """Judge the server's answer to a stage of the conversation (RFC 5321, 4.2.1; RFC 3463)."""
    detail = f"{code} {text}".strip()[:500]
    if stage == BODY and code < 400:
        return Verdict(ACCEPTED if 200 <= code < 300 else UNCERTAIN, detail, stage=stage)
    # A refusal of the sender is about our own account or setting: it must not condemn two hundred invitations.
    if stage == SENDER:
        return Verdict(AGAIN, detail, server_fault=SENDER_REFUSED if code >= 500 else None, stage=stage)
    if code < 500:
        return Verdict(AGAIN, detail, stage=stage)
    bad_address = stage == RECIPIENT and _means_unknown_mailbox(code, text)
    return Verdict(NEVER, detail, bad_address=bad_address, stage=stage)


def of_silence(detail: str, *, body_sent: bool) -> Verdict:
    """Judge a lost connection or a time-out: once the whole body is out, nobody knows whether it was taken."""
    return Verdict(UNCERTAIN if body_sent else AGAIN, detail[:500])


def _means_unknown_mailbox(code: int, text: str) -> bool:
    enhanced = ENHANCED.match(text)
    return enhanced.group(2) == "1" if enhanced else code in UNKNOWN_MAILBOX
