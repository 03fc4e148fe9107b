"""What a letter says, once for text and HTML alike: a subject, and a body of parts in the order of reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from shared.language import gettext
from shared.programme_facts import Line
from shared.words import number

MOST_ITEMS = 50
"""Mail programs cut a mail that is too long, and nobody reads a list of a thousand names there."""
Row = tuple[str, Sequence[str | Line]]


@dataclass(frozen=True)
class Facts:
    """Pairs of label and lines."""

    rows: Sequence[Row]
    kind: ClassVar = "facts"


@dataclass(frozen=True)
class Items:
    """Lines of equal rank; of very many the first, and how many more there are: the page behind the button has all."""

    lines: Sequence[str]
    kind: ClassVar = "items"

    @property
    def shown(self) -> list[str]:
        """What a mail says of them."""
        more = len(self.lines) - MOST_ITEMS
        return [*self.lines[:MOST_ITEMS], *([gettext("And {number} more.", number=number(more))] if more > 0 else [])]


@dataclass(frozen=True)
class Button:
    """Where the reader goes on: a whole address."""

    label: str
    url: str
    kind: ClassVar = "button"


Part = str | Facts | Items | Button
"""Plain text is a paragraph."""


@dataclass(frozen=True)
class Content:
    """Worded in the reader's language. A part that is None is left out.

    ``calendar`` is the state of the meetings in the attached calendar file, None where there is no file; cancelled
    ones leave the calendar they were put into.
    """

    subject: str
    body: Sequence[Part | None]
    calendar: str | None = None
