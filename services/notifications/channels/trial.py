"""The mail server tried out: one mail, and what became of it in a word of the domain."""

import smtplib
import socket
import ssl
from dataclasses import dataclass

from services.notifications.channels.mail import Mail
from services.notifications.channels.relay import RelayUnavailable, UnspeakableLogin
from services.notifications.domain import mail_server as outcomes
from services.notifications.domain import verdict as verdicts
from services.notifications.domain.verdict import Verdict
from services.notifications.letters.rendering import Written
from shared.settings import Settings

MEANINGS: tuple[tuple[type[BaseException], str], ...] = (
    (UnspeakableLogin, outcomes.PASSWORD),
    (smtplib.SMTPAuthenticationError, outcomes.PASSWORD),
    (smtplib.SMTPServerDisconnected, outcomes.SILENT),
    (smtplib.SMTPException, outcomes.UNUSABLE),
    (ssl.SSLCertVerificationError, outcomes.CERTIFICATE),
    (ssl.SSLError, outcomes.ENCRYPTION),
    (socket.gaierror, outcomes.NAME_NOT_FOUND),
    (TimeoutError, outcomes.SILENT),
    (OSError, outcomes.NOT_REACHED),
    (ValueError, outcomes.NAME_NOT_FOUND),
)
"""From the special to the general: all but the last are kinds of OSError."""
OF_VERDICTS = {
    verdicts.ACCEPTED: outcomes.SENT,
    verdicts.AGAIN: outcomes.LATER,
    verdicts.UNCERTAIN: outcomes.UNSURE,
    verdicts.UNWRITABLE: outcomes.SENDER,
}
OF_STAGES = {verdicts.SENDER: outcomes.SENDER, verdicts.RECIPIENT: outcomes.RECIPIENT}


@dataclass(frozen=True)
class Finding:
    """``outcome`` is one of the domain's, ``detail`` the server's or the system's own words."""

    outcome: str
    detail: str


def try_out(letter: Written, reference: str, settings: Settings) -> Finding:
    """Send a letter by the server of these settings and say how that ended."""
    with Mail(settings) as channel:
        try:
            channel.make_ready()
            verdict = channel.hand_over(letter, reference)
        except RelayUnavailable as error:
            return Finding(meaning_of(error.__cause__ or error), str(error))
    return Finding(meaning_of_verdict(verdict), verdict.detail)


def meaning_of(error: BaseException) -> str:
    """Say what it means that there is no connection."""
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return outcomes.NO_LOGIN if "AUTH" in str(error) else outcomes.ENCRYPTION
    return next((meaning for kind, meaning in MEANINGS if isinstance(error, kind)), outcomes.UNUSABLE)


def meaning_of_verdict(verdict: Verdict) -> str:
    """Say what the server's answer to the mail means."""
    if verdict.outcome == verdicts.NEVER or verdict.server_fault:
        return OF_STAGES.get(verdict.stage, outcomes.CONTENT)
    return OF_VERDICTS[verdict.outcome]
