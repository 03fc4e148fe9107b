"""How far the planning of a list is, in words and as a part of the whole."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from shared.language import Message, msg

Item = TypeVar("Item")
Step = Callable[[int, int | None, Message], None]
PASSES = 3
"""Before the plan is kept."""
TOLD_EVERY = 100
READ_ROWS = msg("Reading the rows: {done} of {total}")
FOUND_ROWS = msg("Looking for the business of each row: {done} of {total}")
KEPT_ROWS = msg("Keeping the plan: {done} of {total}")
COMPARED_ROWS = msg("Comparing with the register: {done} of {total}")


def progress(number: int, total: int, words: Message, step: Step) -> Callable[[int], None]:
    """Return what is told how many of the rows one pass has done; ``number``: which of the three passes."""

    def tell(done: int) -> None:
        if done % TOLD_EVERY == 0:
            step((number - 1) * total + done, (PASSES + 1) * total, msg(words.template, done=done, total=total))

    return tell


def told(rows: Sequence[Item], number: int, words: Message, step: Step) -> Iterator[Item]:
    """Yield the rows of one pass, and tell how many are done."""
    tell = progress(number, len(rows), words, step)
    for done, row in enumerate(rows):
        tell(done)
        yield row
