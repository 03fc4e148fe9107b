"""How the demonstration tells what happened."""

import textwrap
import time
from collections.abc import Iterable

from local.mails import Mail

WIDTH = 110


class Report:
    """Numbered chapters, and at the end every figure that was measured."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.chapters = 0
        self.figures: list[tuple[str, str]] = []

    def chapter(self, title: str) -> None:
        self.chapters += 1
        self.line(f"\n{self.chapters}. {title}")

    def line(self, text: str = "") -> None:
        print(text, flush=True)

    def point(self, text: str) -> None:
        self.line(textwrap.fill(text, WIDTH, initial_indent="   ", subsequent_indent="     "))

    def measured(self, what: str, value: str) -> None:
        self.figures.append((what, value))
        self.point(f"{what}: {value}")

    def mails(self, mails: Iterable[Mail], most: int = 6) -> None:
        """List mails by recipient and subject, the rest by number."""
        shown = list(mails)
        for mail in shown[:most]:
            self.line(f"   ✉ {mail.recipients:<42} {mail.subject}")
        if len(shown) > most:
            self.line(f"   ✉ … and {len(shown) - most} more")

    def whole(self, mail: Mail) -> None:
        """Print one mail as its reader finds it."""
        names = ", ".join(str(part.get_filename() or part.get_content_type()) for part in mail.attachments)
        self.line(f"   ┌ From: {mail.sender}")
        self.line(f"   │ To: {mail.recipients}   Attached: {names or 'nothing'}")
        self.line(f"   │ Subject: {mail.subject}\n   │")
        self.quote(mail.text or "")
        self.line("   └")

    def quote(self, text: str) -> None:
        for line in text.splitlines():
            self.line(f"   │ {line}")

    def summary(self) -> None:
        self.line(f"\nDone in {time.monotonic() - self.started:.0f} s; no process is left.")
        for what, value in self.figures:
            self.line(f"   {what:<58} {value}")
