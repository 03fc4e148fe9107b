"""Whether an owner lets data be shared, from a form's answer: a yes is plain, a no is heard in whatever words.

UU PDP 27/2022: consent is explicit, and can be withdrawn. What is neither is asked, for it may be a withdrawal.
"""

import re
import unicodedata
from collections.abc import Sequence

from services.registry.domain import refusal
from services.registry.domain.cells import Cell, Unreadable, text
from services.registry.domain.silence import refers_above, says_nothing
from shared.language import msg
from shared.search import search_key

_YES = frozenset({"ya", "iya", "bersedia", "setuju", "boleh", "silakan", "silahkan", "mengizinkan", "yes", "agree"})
_OF_A_YES = _YES | frozenset(
    {"saya", "kami", "sangat", "sudah", "data", "dibagikan", "untuk", "dengan", "senang", "hati", "i", "sekali"}
)
"""What may stand in a plain yes beside it. Whoever says more may set a condition."""
_CROSSES = frozenset("✗✘✖❌❎☒")
_CLAUSE = re.compile(r"[,;:!?()\[\]\n]|\s[-–—]+\s")
_ALTERNATIVES = re.compile(r"/|\batau\b|\bor\b")


def consent(cell: Cell) -> str | None:
    """Return ``yes``, ``no``, or None where nothing was answered. Raises Unreadable where an answer is neither."""
    words = text(cell).casefold()
    if _agrees(words):
        return "yes"
    if _refuses(words):
        return "no"
    if _is_empty(words):
        return None
    raise Unreadable(
        msg(
            "“{text}” is neither a plain yes nor a no to sharing; ask the owner. What was known stays.",
            text=text(cell)[:60],
        )
    )


def _agrees(words: str) -> bool:
    said = words.strip(" .!").replace(",", " ").split()
    return bool(_YES & set(said)) and set(said) <= _OF_A_YES


def _refuses(words: str) -> bool:
    signs = set(words) - {" ", "\ufe0f"}
    if signs and signs <= _CROSSES:
        return True
    offered = {part.strip() for part in _ALTERNATIVES.split(words)}
    return not offered & {*_YES, "y"} and refusal.refuses(_clauses(words))


def _clauses(words: str) -> list[Sequence[str]]:
    spoken = re.sub("['`´‘’]", "", words)
    return [key.split() for clause in _CLAUSE.split(spoken) if (key := search_key(clause))]


def _is_empty(words: str) -> bool:
    """Say whether the cell is as good as empty; what denies or refers to something is an answer, if an unclear one."""
    if all(sign.isspace() or unicodedata.category(sign).startswith("P") for sign in words):
        return True
    plain = search_key(words)
    if not plain or set(plain) == {"x"} or refers_above(words) or refusal.denies(_clauses(words)):
        return False
    return says_nothing(words)
