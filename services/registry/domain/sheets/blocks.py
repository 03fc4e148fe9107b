"""What rows are told by the headings above them: each heading counts until the next one of its level."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from services.registry.domain.named_places import Named
from services.registry.domain.place_words import named_in_block, named_in_title
from services.registry.domain.places import kecamatan_of
from services.registry.domain.table import Context

_PLACES = ("kecamatan", "desa")


@dataclass(frozen=True)
class _Block:
    level: str
    column: int
    capitals: bool
    named: Named
    words: str


@dataclass
class Blocks:
    """The headings that hold at a row, the widest first, over what the titles say."""

    base: Context
    open: list[_Block] = field(default_factory=list)
    _context: Context | None = None

    @property
    def context(self) -> Context:
        if self._context is None:
            self._context = self._told()
        return self._context

    @property
    def kecamatan(self) -> str | None:
        return self.context.kecamatan

    def begin(self, words: str, column: int) -> None:
        """Take in the heading of a block: it ends the one of its level, and those within."""
        named = named_in_block(words, self.kecamatan)
        block = _Block("", column, words.isupper(), named, words)
        at = self._same_level(block)
        level = named.level or ("kind" if named.kind else None)
        if at is not None:
            level = level or self.open[at].level
            self.open = self.open[:at]
        self.open.append(replace(block, level=level or "other"))
        self._context = None

    def _same_level(self, block: _Block) -> int | None:
        """The place of the widest open heading that this one ends, or None."""
        named = block.named
        level = named.level or ("kind" if named.kind else "")
        wanted = _PLACES if level == "kecamatan" else (level,) if level else ("other",)
        for at, other in enumerate(self.open):
            same_way = named.sign == other.named.sign and block.column == other.column
            if other.level in wanted or (same_way and named.sign):
                return at
            if not level and same_way and other.named.bare and block.capitals == other.capitals:
                return at
        return None

    def _told(self) -> Context:
        told = self.base
        for block in self.open:
            told = _under(told, block)
        return told


def _under(told: Context, block: _Block) -> Context:
    named = block.named
    year, kind, branch = named.year or told.year, named.kind or told.kind, named.branch or told.branch
    told = replace(told, year=year, kind=kind, branch=branch)
    if block.level == "kecamatan":
        guess = block.words[:60] if named.kecamatan and named.kecamatan.guess else None
        return replace(told, kecamatan=named.kecamatan.code if named.kecamatan else None, guessed=guess,
                       desa=named.desa.code if named.desa else None, desa_words=None,
                       unknown=None if named.kecamatan else (named.unknown or block.words)[:60])  # fmt: skip
    if block.level == "desa":
        if named.desa is None:
            return replace(told, desa=None, desa_words=named.unknown)
        return replace(told, desa=named.desa.code, kecamatan=kecamatan_of(named.desa.code), unknown=None, guessed=None,
                       desa_words=None)  # fmt: skip
    return told


def context_of(sheet: str, titles: Sequence[str], outer: Context | None = None) -> Context:
    """Return what the name of a sheet and the titles above a table say; where they contradict each other, nothing."""
    by_title = _together(map(named_in_title, titles))
    if outer is not None and (by_title.kecamatan or by_title.desa):
        return _filled(by_title, outer)
    by_name = _together([named_in_title(sheet)]) if outer is None else outer
    if by_title.kecamatan and by_name.kecamatan and by_title.kecamatan != by_name.kecamatan:
        return replace(_filled(by_title, by_name), kecamatan=None, desa=None, unknown=sheet[:60])
    return _filled(by_title, by_name)


def _filled(first: Context, second: Context) -> Context:
    if first.kecamatan is None:
        return replace(first, kecamatan=second.kecamatan, desa=first.desa or second.desa,
                       year=first.year or second.year,
                       kind=first.kind or second.kind, branch=first.branch or second.branch,
                       unknown=first.unknown or second.unknown)  # fmt: skip
    return replace(first, year=first.year or second.year, kind=first.kind or second.kind,
                   branch=first.branch or second.branch)  # fmt: skip


def _together(found: Iterable[Named]) -> Context:
    """What several lines say: a kecamatan only where no two of them name different ones."""
    listed = list(found)
    kecamatan = {one.kecamatan.code for one in listed if one.kecamatan and not one.kecamatan.guess}
    desa = {one.desa.code for one in listed if one.desa}
    if len(desa) == 1 and not kecamatan:
        kecamatan = {kecamatan_of(next(iter(desa)))}
    years = {one.year for one in listed if one.year}
    kinds = {one.kind for one in listed if one.kind}
    branches = {one.branch for one in listed if one.branch}
    only = next(iter(kecamatan)) if len(kecamatan) == 1 else None
    fits = len(desa) == 1 and only is not None and kecamatan_of(next(iter(desa))) == only
    return Context(
        kecamatan=only,
        desa=next(iter(desa)) if fits else None,
        year=next(iter(years)) if len(years) == 1 else None,
        kind=next(iter(kinds)) if len(kinds) == 1 else None,
        branch=next(iter(branches)) if len(branches) == 1 else None,
    )
