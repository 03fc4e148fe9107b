"""Mail servers of all tempers, on real sockets."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


@dataclass
class Temper:
    """Answers for the recipient and for the body; ``None`` means yes. ``lose`` cuts the line instead.

    ``meanwhile`` happens once, while the first recipient waits for its answer; ``unknown`` addresses do not exist;
    with a ``password`` whoever does not know it is turned away.
    """

    to_recipient: str | None = None
    to_body: str | None = None
    to_sender: str | None = None
    lose: str | None = None
    meanwhile: Callable[[], None] | None = None
    unknown: set[str] = field(default_factory=set)
    password: str | None = None
    bodies: list[bytes] = field(default_factory=list)
    url: str = ""

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(body, policy=default) for body in self.bodies]  # type: ignore[misc]

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.to_sender:
            return self.to_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.meanwhile:
            happens, self.meanwhile = self.meanwhile, None
            await asyncio.to_thread(happens)
        if self.lose == "before the body":
            server.transport.abort()
        if self.to_recipient and not self.to_recipient.startswith("2"):
            return self.to_recipient
        if address in self.unknown:
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return self.to_recipient or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.to_body:
            return self.to_body
        self.bodies.append(envelope.content)
        if self.lose == "after the body":
            server.transport.abort()
        return "250 OK"


@contextmanager
def mail_server(**temper: Any) -> Iterator[Temper]:
    """Run a mail server on a free port for as long as the block lasts."""
    handler = Temper(**temper)
    controller = FreePortController(handler, hostname="127.0.0.1", port=0)
    controller.start()
    host, port = controller.server.sockets[0].getsockname()  # type: ignore[union-attr]
    handler.url = f"smtp://{host}:{port}"
    try:
        yield handler
    finally:
        controller.stop()


class FreePortController(Controller):
    def factory(self) -> SMTP:
        knows = self.handler.password
        if knows is None:
            return SMTP(self.handler, enable_SMTPUTF8=False, ident="test")

        def check(*call: Any) -> AuthResult:
            return AuthResult(success=call[-1].password == knows.encode(), handled=False)

        return SMTP(self.handler, enable_SMTPUTF8=False, ident="test", auth_require_tls=False, authenticator=check)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()
