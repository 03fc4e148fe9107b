"""What a heading alone says: which field its words speak of, and how sure that is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from rapidfuzz import fuzz, process

from services.registry.domain.column_fields import COMBINED, HOME, NOTHING, WEAK, WORDINGS
from services.registry.domain.field import Kind
from services.registry.domain.fields import LISTED
from services.registry.domain.heading_words import FOREIGN, concepts, plain
from shared.search import search_key

EXACT, SAME_WORDS = 100, 96
"""A wording that is written down; the same words in another order, language or shortening."""
_UNKNOWN, _SLIP, _KNOWN, _CLOSE = 18, 4, 10, 3
_EXTRA = MappingProxyType(
    {"usaha": 3, "pemilik": 3, "diri": 3, "alamat": 3, "sertifikat": 3, "nama": 3, "lengkap": 2, "jumlah": 5,
     "jenis": 3, "nilai": 6, "tanggal": 12, "waktu": 12, "l": 40, "p": 40, "butuh": 25, "bagi": 25, "uraian": 40,
     "satuan": 25, "tahun": 2, "rumah": 25, "kode": 20, "desa": 15, "kecamatan": 15,
     "lokal": 25, "asal": 25, "pasok": 40, "sentra": 25}
)  # fmt: skip
"""What it costs where a heading speaks of one thing more than a wording does; holders and containers cost little."""
_SAME_KIND, _SEVERAL = 84, 60
MISSPELT, _LEAST_FOR_SLIPS, _NEAR = 90, 6, 90
_LEAST, _TIED, _SPLIT = 35, 70, 92
_PATH = re.compile(r"^[a-z0-9_\-]+(?:/[a-z0-9_\-]+)+$")
_BEHIND = re.compile(r" \(\d+\)$")
_BRACKETS = re.compile(r"\(([^)]*)\)")
_AND = re.compile(r"\s*[/&+,]\s*|\s+(?:dan|and|serta|beserta|with)\s+", re.IGNORECASE)
_HOLDERS = frozenset({"usaha", "pemilik", "rumah"})
_PERMITS = frozenset({"nib", "pirt", "halal", "md", "hki", "npwp", "sni"})
_PLACES = frozenset({"desa", "kecamatan"})
_PERIODS = frozenset(
    {
        "tahun",
        "thn",
        "th",
        "tahunan",
        "bulan",
        "bln",
        "minggu",
        "hari",
        "musim",
        "panen",
        "year",
        "month",
        "week",
        "day",
    }
)
"""Behind a stroke they say over which time an amount is, and are no second thing."""
_IN_BRACKETS = _HOLDERS | {"l", "p", "satuan", "jumlah", "tahun", "nib", "halal", "pirt"}


@dataclass(frozen=True)
class Claim:
    """``field`` is "" where the heading speaks of what the register does not keep; ``home``: of the owner's home."""

    field: str
    sure: int
    home: bool = False


_EXACT = {wording: field for field, wordings in WORDINGS.items() for wording in wordings}
_SINGLE = [wording for wording in _EXACT if " " not in wording and len(wording) >= _LEAST_FOR_SLIPS]
_NOTHING = frozenset(NOTHING)
_SETS: dict[frozenset[str], Claim] = {}
for _field, _wordings in WORDINGS.items():
    for _wording in _wordings:
        _meant = concepts(_wording)[0]
        if _meant - {"usaha"} and FOREIGN not in _meant:
            _SETS.setdefault(_meant, Claim(_field, SAME_WORDS))
_SETS |= {concepts(wording)[0]: Claim("", SAME_WORDS) for wording in NOTHING}
_SETS |= {concepts(wording)[0]: Claim(field, SAME_WORDS, home=True) for field in HOME for wording in HOME[field]}
_SETS = {meant: claim for meant, claim in _SETS.items() if meant and FOREIGN not in meant}
_WEAK = {concepts(wording)[0]: [Claim(*claim) for claim in claims] for wording, claims in WEAK.items()}
_OWN_WORDS = frozenset(word for meant in (*_SETS, *_WEAK) for word in meant if word.startswith("?"))
_BY_WORD: dict[str, list[tuple[frozenset[str], Claim]]] = {}
for _meant, _claim in _SETS.items():
    _BY_WORD.setdefault(min(_meant), []).append((_meant, _claim))


@lru_cache(maxsize=8192)
def claims(label: str) -> tuple[Claim, ...]:
    """Return what a heading may mean, the surest first, each field once; none where its words tell nothing."""
    label = _BEHIND.sub("", label)
    words = plain(label)
    if not _PATH.match(label) and (both := _combined(label)):
        return (both,)
    if words in _EXACT and "(" not in label:
        return (Claim(_EXACT[words], EXACT),)
    if words in _NOTHING:
        return (Claim("", EXACT),)
    if " " not in words and (near := process.extractOne(words, _SINGLE, scorer=fuzz.ratio, score_cutoff=_NEAR)):
        return (Claim(_EXACT[near[0]], MISSPELT),)
    if _PATH.match(label):
        return _of_path(label)
    return _of_words(*_spoken_of(label))


def is_bare_name(label: str) -> bool:
    """Say whether a heading is "Nama" and does not say whose."""
    heading = _BEHIND.sub("", label)
    first = next(iter(claims(heading)), None)
    return _spoken_of(heading.rpartition("/")[2])[0] == {"nama"} and (first is None or not first.field)


_OF_SEX = {"m": frozenset({"l"}), "f": frozenset({"p"})}
"""What an English list puts into brackets behind its workers."""


def speaks_of(label: str) -> frozenset[str]:
    """Return the concepts of a heading."""
    return _spoken_of(_BEHIND.sub("", label))[0]


def _spoken_of(label: str) -> tuple[frozenset[str], int, int]:
    meant, unknown, slips = concepts(plain(_BRACKETS.sub(" ", label)))
    said = [concepts(search_key(words))[0] for words in _BRACKETS.findall(label)]
    inside = [words & _IN_BRACKETS for words in said]
    if meant & (_PLACES | {"alamat"}) and any("nik" in words for words in said):
        inside.append(frozenset({"rumah"}))  # where the holder of an identity card lives
    if "tk" in meant:
        inside += [_OF_SEX[key] for words in _BRACKETS.findall(label) if (key := search_key(words)) in _OF_SEX]
    return meant.union(*inside), unknown, slips


def _of_words(meant: frozenset[str], unknown: int, slips: int) -> tuple[Claim, ...]:
    if meant in _WEAK:
        return tuple(_WEAK[meant])
    if FOREIGN in meant:
        return (Claim("", SAME_WORDS),)
    matching = [(known, claim) for word in meant for known, claim in _BY_WORD.get(word, ()) if known <= meant]
    found: dict[tuple[str, bool], int] = {}
    for known, claim in matching:
        sure = claim.sure - _cost(meant - known) - _SLIP * slips
        # What explains more of the heading knows better: "Nilai produksi" is no "Produksi".
        if sure >= _LEAST and not any(known < other for other, _ in matching):
            key = claim.field, claim.home
            found[key] = max(sure, found.get(key, 0))
    return _ranked(Claim(field, sure, home) for (field, home), sure in found.items())


def _cost(extra: Iterable[str]) -> int:
    return sum((_KNOWN if word in _OWN_WORDS else _UNKNOWN) if word.startswith("?") else _EXTRA.get(word, _KNOWN)
               for word in extra)  # fmt: skip


def _ranked(found: Iterable[Claim]) -> tuple[Claim, ...]:
    ranked = sorted(found, key=lambda claim: (-claim.sure, claim.field))
    fields = [claim for claim in ranked if claim.field]
    if len(fields) > 1 and fields[0].sure < SAME_WORDS and fields[0].sure - fields[1].sure < _CLOSE:
        ranked = [replace(claim, sure=min(claim.sure, _TIED)) if claim.field else claim for claim in ranked]
        ranked.sort(key=lambda claim: -claim.sure)
    return tuple(ranked)


def _of_path(label: str) -> tuple[Claim, ...]:
    """A form's tool writes ``group/question``: the group says whose it is, where the question does not."""
    groups, _, leaf = label.rpartition("/")
    words = plain(leaf)
    around = concepts(plain(groups.replace("/", " ")))[0]
    holders = around & _HOLDERS | ({"pemilik"} if "diri" in around else set())
    meant, unknown, slips = concepts(words)
    if words in _EXACT and not meant & {"nama", "alamat"}:
        return (Claim(_EXACT[words], EXACT),)
    if meant & {"nama", "alamat"} and not meant & _HOLDERS:
        meant |= holders
    if "butuh" in around and "pelatihan" in around | meant:
        return (Claim("needs", SAME_WORDS),)
    return _of_words(meant, unknown, slips) or _of_words(meant | holders, unknown, slips)


def _combined(label: str) -> Claim | None:
    """Return what a heading means that names two things, such as "Alamat/No HP"; its last word may hold for both."""
    if concepts(plain(label))[0] - {"jumlah"} == {"tk", "l", "p"}:
        return Claim("men+women", _SPLIT)
    if len(concepts(plain(label))[0] & _PERMITS) > 1:
        return Claim("holdings", _SPLIT)
    inside = concepts(plain(" ".join(_BRACKETS.findall(label))))[0]
    if (
        inside & _PLACES
        and concepts(plain(_BRACKETS.sub(" ", label)))[0] & {"alamat", "lokasi"}
        and not inside & _HOLDERS
    ):
        return Claim("address+place", _SPLIT)
    parts = [part for part in _AND.split(_BRACKETS.sub(" ", label)) if part.strip() and plain(part) not in _PERIODS]
    if len(parts) < 2 or FOREIGN in concepts(plain(label))[0]:
        return None
    spoken = [concepts(plain(part))[0] for part in parts]
    shared = frozenset().union(*spoken) & _HOLDERS if len(parts) == 2 else frozenset()
    if any("nama" in meant for meant in spoken):
        spoken = [meant | {"nama"} if meant and meant <= _HOLDERS else meant for meant in spoken]
    fields: list[str] = []
    for part, meant in zip(parts, spoken, strict=True):
        whose = meant | (shared if meant == {"nama"} else frozenset())
        first = next(
            iter((Claim(_EXACT[plain(part)], EXACT),) if plain(part) in _EXACT else _of_words(whose, 0, 0)), None
        )
        field = "name" if meant == {"nama"} and not shared else first.field if first and first.sure >= _TIED else ""
        if field and field not in fields:
            fields.append(field)
    both = next((Claim(name, _SPLIT) for name, parts_of in COMBINED.items() if set(fields) == parts_of), None)
    return both or (_first_of(fields) if len(fields) > 1 else None)


def _first_of(fields: list[str]) -> Claim:
    """Return what a heading of several fields is taken for: of words the first, of an amount and its unit the amount.

    Of others a person has to say it.
    """
    listed = [LISTED[field] for field in fields if field in LISTED]
    if len(listed) == len(fields) and all(one.kind is Kind.LINE for one in listed):
        return Claim(fields[0], _SAME_KIND)
    whole = next((one.beside for one in listed if one.beside in fields and len(fields) == 2), None)
    return Claim(whole, _SAME_KIND) if whole else Claim(fields[0], _SEVERAL)
