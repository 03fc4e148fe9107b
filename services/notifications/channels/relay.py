"""One conversation with the mail server, for as many mails as there are."""

import smtplib
import ssl
from types import TracebackType
from urllib.parse import SplitResult, unquote, urlsplit

from services.notifications.channels.envelope import CLOSING, Envelope
from services.notifications.domain import verdict
from services.notifications.domain.flow import LOGIN_REFUSED, UNREACHABLE, UNUSABLE
from services.notifications.domain.verdict import Verdict

COMMAND_SECONDS = 5
FINAL_ANSWER_SECONDS = 25
"""A server may look into a mail before it says yes (RFC 5321, 4.5.3.2.6)."""
YES, GO_ON = 2, 3
"""The first digit says it all (RFC 5321, 4.2)."""


class UnspeakableLogin(Exception):
    """User or password hold signs that the login cannot carry."""


REASONS: dict[type[Exception], str] = {
    UnspeakableLogin: LOGIN_REFUSED,
    smtplib.SMTPAuthenticationError: LOGIN_REFUSED,
    smtplib.SMTPServerDisconnected: UNREACHABLE,
    smtplib.SMTPException: UNUSABLE,
    ssl.SSLError: UNUSABLE,
    OSError: UNREACHABLE,
    ValueError: UNREACHABLE,
}
"""From the special to the general: many of these are kinds of OSError. A host that cannot be a name is a ValueError."""


class RelayUnavailable(Exception):
    """The mail server cannot be reached or does not know us: no mail is to blame. ``reason`` is one of flow's."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.reason = next((reason for kind, reason in REASONS.items() if isinstance(error, kind)), UNUSABLE)


class Relay:
    """Opens a connection when first needed, and a new one after a broken one.

    ``smtp://`` speaks in clear, ``smtp+starttls://`` insists on encryption, ``smtps://`` begins with it.
    """

    def __init__(self, url: str, final_answer_seconds: float = FINAL_ANSWER_SECONDS) -> None:
        self.url = url
        self.final_answer_seconds = final_answer_seconds
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> "Relay":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._drop()

    def connect(self) -> smtplib.SMTP:
        """Return the open connection; raises RelayUnavailable where there can be none."""
        if self._smtp is None:
            try:
                self._smtp = _open(urlsplit(self.url))
            except Exception as error:
                # Whatever it is, no mail can go: what escaped here would be seen by nobody but the log.
                raise RelayUnavailable(error) from error
        return self._smtp

    def hand_over(self, mail: Envelope) -> Verdict:
        """Offer a mail to the server and say how that ended; never raises for what the server does."""
        smtp = self.connect()
        answer = self._converse(smtp, mail)
        if answer.outcome != verdict.ACCEPTED:
            self._start_over(smtp)
        return answer

    def _converse(self, smtp: smtplib.SMTP, mail: Envelope) -> Verdict:
        body_sent = False
        try:
            code, text = smtp.mail(mail.sender)
            if not _is(code, YES):
                return verdict.of_answer(verdict.SENDER, code, _text(text))
            code, text = smtp.rcpt(mail.recipient)
            if not _is(code, YES):
                return verdict.of_answer(verdict.RECIPIENT, code, _text(text))
            code, text = smtp.docmd("DATA")
            if not _is(code, GO_ON):
                return verdict.of_answer(verdict.CONTENT, code, _text(text))
            smtp.send(mail.body)
            body_sent = True
            code, text = self._final_answer(smtp)
            return verdict.of_answer(verdict.BODY, code, _text(text))
        except (OSError, smtplib.SMTPException) as error:
            # Without the final dot, which goes out last, no server takes a mail: only after it is there doubt.
            return verdict.of_silence(f"{type(error).__name__}: {error}", body_sent=body_sent)

    def _final_answer(self, smtp: smtplib.SMTP) -> tuple[int, bytes]:
        if smtp.sock is None:
            raise smtplib.SMTPServerDisconnected("The connection is closed.")
        smtp.sock.settimeout(self.final_answer_seconds)
        answer = smtp.getreply()
        smtp.sock.settimeout(COMMAND_SECONDS)
        return answer

    def _start_over(self, smtp: smtplib.SMTP) -> None:
        try:
            code, _ = smtp.rset()
        except (OSError, smtplib.SMTPException):
            code = CLOSING
        if not _is(code, YES):
            self._drop()

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except (OSError, smtplib.SMTPException):
                smtp.close()


def _open(url: SplitResult) -> smtplib.SMTP:
    host = url.hostname or "127.0.0.1"
    encryption = ssl.create_default_context()
    smtp: smtplib.SMTP
    if url.scheme == "smtps":
        smtp = smtplib.SMTP_SSL(host, url.port or 465, timeout=COMMAND_SECONDS, context=encryption)
    else:
        smtp = smtplib.SMTP(host, url.port or 25, timeout=COMMAND_SECONDS)
    try:
        if url.scheme == "smtp+starttls":
            smtp.starttls(context=encryption)
        smtp.ehlo_or_helo_if_needed()
        if url.username:
            _log_in(smtp, unquote(url.username), unquote(url.password or ""))
    except BaseException:
        smtp.close()
        raise
    return smtp


def _log_in(smtp: smtplib.SMTP, user: str, password: str) -> None:
    # The library's own error would repeat a piece of the password.
    if not (user + password).isascii():
        raise UnspeakableLogin("The login may hold only ASCII letters, digits and signs.")
    smtp.login(user, password)


def _is(code: int, kind: int) -> bool:
    return code // 100 == kind


def _text(answer: bytes) -> str:
    return answer.decode("utf-8", "replace")
