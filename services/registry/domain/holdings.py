"""Certificates held, as a form or an office says it: ticked, with their numbers, or in people's own words."""

import re
from dataclasses import dataclass, field
from datetime import date

from services.registry.domain.cells import Cell, text
from services.registry.domain.claim_words import ASKED, ENDED, KIND, NO, YES, tokens
from services.registry.domain.claims import Claims, answer, claims
from services.registry.domain.import_entry import Held
from services.registry.domain.permit_numbers import Found, numbers_in
from services.registry.domain.silence import is_placeholder, is_zero, says_nothing
from shared.language import Message, msg
from shared.nik import without_likely_nik
from shared.vocabulary import CERTIFICATES

_ASKED_FOR = ("NIB", "PIRT", "HALAL")
"""What a form that asks for certificates means in the first place."""
_TICK = "1"
_LONGEST = 80


@dataclass
class Holdings:
    """``held``: each certificate the cell speaks of. ``problems``: what of it is not sure."""

    held: list[Held] = field(default_factory=list)
    problems: list[Message] = field(default_factory=list)


def holdings(cell: Cell) -> Holdings:
    """Read a cell that lists certificates; "Belum ada" is a no to the common three. What is not named stays unknown."""
    words = _in_one_line(cell)
    if not words:
        return Holdings()
    said = answer(words)
    if said == NO or (said is None and claims(words).nothing == NO):
        return Holdings([Held(kind, "no") for kind in _ASKED_FOR])
    if said is None and (says_nothing(words) or is_zero(words)):
        return Holdings()
    return _read(words, numbers_in(words))


def holding(cell: Cell, kind: str) -> Holdings:
    """Read a cell of a column that holds one kind of certificate: its number, a tick, or words."""
    words = _in_one_line(cell)
    if words == _TICK:
        return Holdings([Held(kind, "yes")])
    if is_placeholder(words):
        return Holdings([], [_unclear(words, [kind])])
    if not words or (answer(words) is None and (says_nothing(words) or is_zero(words))):
        return Holdings()
    named = f"{kind}: "
    found = [
        Found(one.permit, max(0, one.start - len(named)), one.end - len(named)) for one in numbers_in(f"{named}{words}")
    ]
    mine = [one for one in found if one.permit.kind == kind]
    spoken = {token.word if token.what == KIND else token.what for token in tokens(words)}
    if not mine and not spoken & {kind, YES, NO, ASKED, ENDED}:
        return Holdings([], [_unclear(words, [kind])])
    read = _read(words, mine, of=None if kind in spoken else kind)
    if any(one.kind != kind for one in read.held):
        read.problems.append(msg("“{text}” also names other certificates; look at it.", text=_short(words)))
    return Holdings([one for one in read.held if one.kind == kind], read.problems)


def _read(words: str, numbers: list[Found], of: str | None = None) -> Holdings:
    spoken, end = f"{of} " if of else "", 0
    for one in numbers:
        spoken += f"{words[end : one.start]} {one.permit.kind} "
        end = one.end
    read = claims(spoken + words[end:])
    result = Holdings([_held(kind, said, read) for kind, said in read.clear.items()])
    for one in numbers:
        if read.clear.get(one.permit.kind) in (YES, ENDED) and not is_placeholder(re.sub(r"\D", "", one.permit.number)):
            result.held = [held for held in result.held if held.number or held.kind != one.permit.kind]
            result.held.append(Held(one.permit.kind, "yes", one.permit.number, one.permit.expires_on))
    result.problems += _problems(words, read, result.held)
    return result


def _held(kind: str, said: str, read: Claims) -> Held:
    if said == ENDED and read.until:
        return Held(kind, "yes", expires_on=date(read.until, 12, 31))
    return Held(kind, "yes" if said == YES else "no")


def _problems(words: str, read: Claims, held: list[Held]) -> list[Message]:
    found = [_unclear(words, read.unclear)] if read.unclear else []
    if not held and not read.unclear:
        return [msg("“{text}” names no certificate that the register keeps.", text=_short(words))]
    if held and (not read.plain or {ASKED, ENDED} & set(read.clear.values())):
        found.append(_understood(words, held))
    return found


def _understood(words: str, held: list[Held]) -> Message:
    given = {state: ", ".join(dict.fromkeys(one.kind for one in held if one.state == state)) for state in ("yes", "no")}
    if not given["no"]:
        return msg("“{text}” was read as: yes, there is {kinds}.", text=_short(words), kinds=given["yes"])
    if not given["yes"]:
        return msg("“{text}” was read as: no, there is no {kinds} yet.", text=_short(words), kinds=given["no"])
    return msg("“{text}” was read as: yes, there is {kinds}; no, there is no {others} yet.",
               text=_short(words), kinds=given["yes"], others=given["no"])  # fmt: skip


def _unclear(words: str, kinds: set[str] | list[str]) -> Message:
    named = ", ".join(kind for kind in CERTIFICATES if kind in kinds)
    return msg("“{text}” does not say clearly whether there is {kinds}; it was not taken.",
               text=_short(words), kinds=named)  # fmt: skip


def _in_one_line(cell: Cell) -> str:
    """Lines of one cell are as many things."""
    return text(re.sub(r"\s*\n\s*", "; ", cell.strip()) if isinstance(cell, str) and "\n" in cell else cell)


def _short(words: str) -> str:
    return without_likely_nik(words)[:_LONGEST]
