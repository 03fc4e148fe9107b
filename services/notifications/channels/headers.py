"""How headers stand on the wire.

The standard library's own folding breaks what it should not: a long address of a page becomes an encoded word, which no
mail program follows, and a long name loses its quotation marks, so that its commas part it into several addresses.
"""

import re
from collections.abc import Iterator
from email.header import Header
from email.headerregistry import HeaderRegistry, UniqueSingleAddressHeader, UniqueUnstructuredHeader, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import quote
from functools import lru_cache
from itertools import groupby
from typing import Any

LINE = 76
PLAIN_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
LOOKS_ENCODED = "=?"
ASCII, UTF_8 = "us-ascii", "utf-8"
OF_A_PART = ("content-", "mime-")
REMEMBERED = 256


class VerbatimHeader(UnstructuredHeader):
    """What a program reads: an address of a page or an identifier. It has no place to be folded at."""

    name: str

    def fold(self, *, policy: EmailPolicy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


class TextHeader(UniqueUnstructuredHeader):
    """What a person reads, as it was written: nothing in it is an encoded word yet."""

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        super().parse(value, kwds)
        kwds["decoded"] = value

    def fold(self, *, policy: EmailPolicy) -> str:
        return _folded(self, policy, (str(self), _charset(str(self))))


class MailboxHeader(UniqueSingleAddressHeader):
    """One mailbox, with the name of whose it is."""

    def fold(self, *, policy: EmailPolicy) -> str:
        return _folded(self, policy, *_phrase(self.address.display_name), (f"<{self.address.addr_spec}>", ASCII))


def _charset(text: str) -> str:
    return ASCII if text.isascii() and LOOKS_ENCODED not in text else UTF_8


def _phrase(name: str) -> Iterator[tuple[str, str]]:
    """Yield a name in as few encoded words as it needs: programs disagree about the space between two of them."""
    if _charset(name) == ASCII:
        yield name if PLAIN_PHRASE.fullmatch(name) else f'"{quote(name)}"', ASCII
    else:
        for charset, words in groupby(name.split(" "), lambda word: ASCII if _plain(word) else UTF_8):
            yield " ".join(words), charset


def _plain(word: str) -> bool:
    return PLAIN_PHRASE.fullmatch(word) is not None and LOOKS_ENCODED not in word


def _folded(header: Any, policy: EmailPolicy, *parts: tuple[str, str]) -> str:
    lines = Header(header_name=header.name, maxlinelen=LINE, continuation_ws=" ")
    for text, charset in parts:
        if text:
            lines.append(text, charset)
    return f"{header.name}: {lines.encode(splitchars=' ', linesep=policy.linesep)}{policy.linesep}"


class Registry(HeaderRegistry):
    """Reads what is said of a mail's parts once: it is the same in every mail, and the library's reading is slow."""

    def __init__(self) -> None:
        super().__init__()
        self._of_a_part = lru_cache(REMEMBERED)(super().__call__)

    def __call__(self, name: str, value: Any) -> Any:
        read = self._of_a_part if name.lower().startswith(OF_A_PART) else super().__call__
        return read(name, value)


def _policy() -> "EmailPolicy[EmailMessage]":
    # The registry makes each of them a header by the base class it adds.
    kinds: dict[str, Any] = {
        **dict.fromkeys(("Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post"), VerbatimHeader),
        **dict.fromkeys(("From", "To", "Reply-To"), MailboxHeader),
        "Subject": TextHeader,
    }
    registry = Registry()
    for name, kind in kinds.items():
        registry.map_to_type(name, kind)
    return SMTP.clone(header_factory=registry)


ON_THE_WIRE = _policy()
