"""The mails that the catcher keeps, read back from their files."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from functools import cached_property
from pathlib import Path

NAME = re.compile(r"\d{20}-[0-9a-f]{8}")


@dataclass(frozen=True)
class Mail:
    """One kept mail; what is inside is read when somebody asks for it."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def received_at(self) -> datetime:
        return datetime.fromtimestamp(int(self.name.partition("-")[0]) / 1e9, UTC)

    @cached_property
    def headers(self) -> EmailMessage:
        with self.path.open("rb") as file:
            return BytesHeaderParser(policy=policy.default).parse(file)

    @cached_property
    def content(self) -> EmailMessage:
        return BytesParser(policy=policy.default).parsebytes(self.path.read_bytes())

    @property
    def subject(self) -> str:
        return str(self.headers["subject"] or "")

    @property
    def sender(self) -> str:
        return str(self.headers["from"] or self.headers["x-envelope-from"])

    @property
    def recipients(self) -> str:
        """Those whom the sending server named, whatever the mail itself says."""
        return str(self.headers["x-envelope-to"])

    @property
    def text(self) -> str | None:
        return self._body("plain")

    @property
    def html(self) -> str | None:
        return self._body("html")

    def _body(self, kind: str) -> str | None:
        part = self.content.get_body((kind,))
        return None if part is None else str(part.get_content())

    @property
    def attachments(self) -> list[EmailMessage]:
        """Every part that is neither the text nor the HTML, such as a calendar file."""
        bodies = {id(self.content.get_body((kind,))) for kind in ("plain", "html")}
        parts = [part for part in self.content.walk() if not part.is_multipart() and id(part) not in bodies]
        return parts


def kept_mails(directory: Path, recipient: str = "") -> list[Mail]:
    """Return the mails in a directory, the newest first; ``recipient`` keeps those sent to a part of an address."""
    mails = [Mail(path) for path in sorted(directory.glob("*.eml"), reverse=True)]
    wanted = recipient.strip().casefold()
    return [mail for mail in mails if wanted in mail.recipients.casefold()] if wanted else mails


def find_mail(directory: Path, name: str) -> Mail | None:
    path = directory / f"{name}.eml"
    return Mail(path) if NAME.fullmatch(name) and path.is_file() else None


def delete_mails(directory: Path) -> None:
    for mail in kept_mails(directory):
        mail.path.unlink(missing_ok=True)
