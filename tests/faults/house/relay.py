"""A mail server with moods, and the truth about what it took: the one party a fault run does not start as a process."""

import asyncio
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from local.broker import free_port

FRIENDLY, REFUSES, BUSY, HANGS = "friendly", "refuses", "busy", "hangs"
DROPS_UNTAKEN, DROPS_TAKEN = "drops_untaken", "drops_taken"
MOODS = (REFUSES, REFUSES, BUSY, HANGS, DROPS_UNTAKEN, DROPS_TAKEN)
LONGER_THAN_ANYBODY_WAITS = 7
MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(<[^>]+>)")


@dataclass
class Relay:
    """``taken``: when each Message-ID was taken, first copy first; ``gone``: addresses that truly do not exist."""

    gone: frozenset[str] = frozenset()
    mood: str = FRIENDLY
    taken: dict[str, list[float]] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.controller.port}"

    def start(self) -> None:
        self.controller.start()

    def stop(self) -> None:
        self.controller.stop()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        self.seen[self.mood] += 1
        if address in self.gone or self.mood == REFUSES:
            return "550 5.1.1 No such user here"
        if self.mood == BUSY:
            return "451 4.3.2 Try again later"
        if self.mood == HANGS:
            await asyncio.sleep(LONGER_THAN_ANYBODY_WAITS)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.mood == DROPS_UNTAKEN:
            return self._hang_up(server)
        found = MESSAGE_ID.search(envelope.content or b"")
        assert found, envelope.content
        self.taken.setdefault(found[1].decode(), []).append(time.time())
        return self._hang_up(server) if self.mood == DROPS_TAKEN else "250 Taken"

    @staticmethod
    def _hang_up(server: SMTP) -> str:
        server.transport.abort()
        return "421 Gone"
