"""Which certificates a text in people's own words says there are: "Halal belum, NIB sudah", "NIB, PIRT proses"."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from services.registry.domain.claim_words import (
    ALL,
    ASKED,
    BUT,
    END,
    ENDED,
    KIND,
    NO,
    OTHER,
    UNSAID,
    YEAR,
    YES,
    Token,
    tokens,
)

_ANSWERS = (YES, NO, ASKED, ENDED, UNSAID)


@dataclass
class Claims:
    """``said``: by certificate, what is said of it. ``unclear``: of which ones it is not sure what is.

    ``nothing``: an answer without a certificate, of all of them. ``plain``: every word of the text is understood.
    ``until``: the year that stands beside what has ended.
    """

    said: dict[str, str] = field(default_factory=dict)
    unclear: set[str] = field(default_factory=set)
    nothing: str | None = None
    plain: bool = True
    until: int | None = None

    def take(self, kinds: Sequence[str], answer: str) -> None:
        """Note an answer; a certificate of which two are given is unclear."""
        for kind in kinds:
            if answer == UNSAID or self.said.setdefault(kind, answer) != answer:
                self.unclear.add(kind)

    @property
    def clear(self) -> dict[str, str]:
        return {kind: answer for kind, answer in self.said.items() if kind not in self.unclear}


def claims(words: str) -> Claims:
    """Return what a text says of certificates, clause by clause."""
    read = tokens(words)
    found = Claims(plain=not any(token.what == OTHER for token in read))
    years = [int(token.word) for token in read if token.what == YEAR]
    found.until = years[0] if len(years) == 1 else None
    if any(token.what == BUT for token in read):
        found.unclear |= {token.word for token in read if token.what == KIND}
        return found
    clauses = [list(group) for ends, group in groupby(read, lambda token: token.what == END) if not ends]
    state = _State(found)
    for clause in clauses:
        state.read(clause)
    state.end()
    return found


@lru_cache(maxsize=4096)
def answer(words: str) -> str | None:
    """Return what a text without a certificate's name answers: YES, NO, ASKED or ENDED; None where it is none."""
    if words.casefold().strip(" .!") in ("no", "n"):
        return NO
    read = [token for token in tokens(words) if token.what not in (END, YEAR)]
    read = read[1:] if read and read[0].what == ALL else read
    return read[0].what if len(read) == 1 and read[0].what in (YES, NO, ASKED, ENDED) else None


@dataclass
class _State:
    """``bare``: certificates named since the last answer, "NIB, PIRT"; ``carried``: what was said ahead of them."""

    found: Claims
    bare: list[str] = field(default_factory=list)
    carried: str | None = None
    alone: str | None = None

    def read(self, clause: Sequence[Token]) -> None:
        items = [token for token in clause if token.what == KIND or token.what in _ANSWERS]
        kinds = [token.word for token in items if token.what == KIND]
        if len(kinds) == len(items):
            self._named(kinds)
        elif not kinds:
            self._answered(items[-1], clause)
        elif any(token.what == ALL for token in clause) and items[-1].what in _ANSWERS:
            self.found.take([*self.bare, *kinds], items[-1].what)
            self.bare = []
        else:
            self._both(items, kinds)

    def end(self) -> None:
        self._settle()
        if not self.found.said and not self.found.unclear:
            self.found.nothing = self.alone

    def _named(self, kinds: list[str]) -> None:
        if self.carried == OTHER:
            self.found.unclear.update(kinds)
        elif self.carried:
            self.found.take(kinds, self.carried)
        else:
            self.bare += kinds

    def _answered(self, token: Token, clause: Sequence[Token]) -> None:
        others = [one.what for one in clause if one.what in (ALL, OTHER)]
        if OTHER in others or (others and clause[0].what != ALL):
            return  # of others ("lainnya belum"), or not of all ("belum semua")
        of_all = ALL in others
        if self.bare:
            last = self.bare if of_all else self.bare[-1:]
            self.found.take(last, token.what)
            self.bare = self.bare[: -len(last)]
        self.alone = token.what
        self.carried = token.what if token.strong else self.carried

    def _both(self, items: list[Token], kinds: list[str]) -> None:
        self._settle()
        answers = [token for token in items if token.what in _ANSWERS]
        if all(token.what == YES for token in answers):
            self.found.take(kinds, YES)
            self.carried = YES if items[0].what == YES else None
        elif items[0].what == KIND and (items[-1].what != KIND or all(token.aside for token in answers)):
            self._behind(items)
            self.carried = None
        elif items[0].what != KIND and items[-1].what == KIND:
            self._ahead(items)
        else:
            self.found.unclear.update(kinds)

    def _behind(self, items: list[Token]) -> None:
        """Each answer is of the certificates before it; one in parentheses of the last of them."""
        waiting: list[str] = []
        for token in items:
            if token.what == KIND:
                waiting.append(token.word)
            else:
                self.found.take(waiting[:-1], YES if token.aside else token.what)
                self.found.take(waiting[-1:], token.what)
                waiting = []
        self.found.take(waiting, YES)

    def _ahead(self, items: list[Token]) -> None:
        """Each answer is of the certificates behind it. Whether a no goes on behind a comma, nobody knows."""
        current = items[0]
        for token in items:
            if token.what == KIND:
                self.found.take([token.word], current.what)
            else:
                current = token
        self.carried = current.what if current.strong or current.what == YES else OTHER

    def _settle(self) -> None:
        self.found.take(self.bare, YES)
        self.bare = []
