"""Which kecamatan, desa, year and kind of business running words name: a title, the heading of a block, an address."""

import re
from dataclasses import dataclass
from functools import lru_cache

from services.registry.domain.desa import DESA
from services.registry.domain.places import Place, exact_desa, exact_kecamatan, near_kecamatan
from services.registry.domain.silence import listed_words
from services.registry.domain.wording import BRANCH_WORDS
from shared.search import search_key
from shared.vocabulary import KECAMATAN

_ENUMERATOR = re.compile(r"^\s*\(?(?P<sign>[IVX]{1,5}|[A-Za-z]|\d{1,3})\s*[.)]\s*(?=\S)")
_COUNT = re.compile(
    r"[(\[][^)\]]*[)\]]?|[-–,:=]?\s*\b\d+\s*(?:ikm|ukm|umkm|unit|usaha|orang|pelaku|buah|industri)\b.*$", re.IGNORECASE
)
_YEAR = re.compile(r"[,\-–]?\s*\b(?:(?:tahun|thn|th|ta|t\.a)\b\.?\s*(?:anggaran\s*)?)?((?:19|20)\d\d)"
                   r"(?:\s*[-/–]\s*(?:(?:19|20)\d\d|\d\d))?\b", re.IGNORECASE)  # fmt: skip
_REGENCY = re.compile(r"\b(?:kabupaten|kab|kota|provinsi|prov)\b\s*[.:]?\s*([a-z ]*)", re.IGNORECASE)
_HERE = ("kutai timur", "kutim", "kalimantan timur", "kaltim")
_KECAMATAN = re.compile(r"\b(?:kecamatan|kec|kcm)\b\s*[.:_\-–]*\s*", re.IGNORECASE)
_DESA = re.compile(
    r"\b(?:desa|ds|kelurahan|kel)\b(?:\s*[./]+\s*(?:desa|ds|kelurahan|kel)\b)?\s*[.:_\-–]*\s*", re.IGNORECASE
)
MAY_BE_PLACE = re.compile(r"\b(?:kec|desa|ds|kel)", re.IGNORECASE)
"""What any words hold that say by themselves which place they name; quick, for a first look."""
CATEGORY = re.compile(r"\b(?:industri|jenis|kategori|bidang|sektor|cabang|sentra|kelompok)\b", re.IGNORECASE)
"""What tells the name of a kind from a business that is called after what it makes."""
_EVENT = re.compile(
    r"\b(?:peserta|bimtek|bimbingan|pelatihan|kegiatan|sosialisasi|workshop|hadir|undangan|tempat|pameran|bazar|bazaar|expo)\b",
    re.IGNORECASE,
)
"""Of a title: the place in it may be where something took place."""
_END = re.compile(
    r"[,;()\[\]|/]|\s[-–=]\s|\b(?:kab|kabupaten|kota|kec|kecamatan|desa|ds|kelurahan|kel|tahun|thn|th|prov|provinsi|rt|rw|"
    r"dan|telp|hp)\b|\b\d", re.IGNORECASE,
)  # fmt: skip
_WHOLE = re.compile(r"^(?:kecamatan|kec|kcm|desa|ds|kelurahan|kel)\b", re.IGNORECASE)
_CODE = re.compile(r"\b64\.08\.(0[1-9]|1[0-8])(?:\.([12]\d{3}))?\b")
_LONGEST_NAME = 4
_SHORTEST_ADDRESS = 8
_ADDRESS = re.compile(r"\b(?:jl|jln|jalan|gg|gang|telp|telepon|fax|faks|email|website|kode pos|kotak pos|komplek"
                      r"|kompleks|perkantoran)\b|@", re.IGNORECASE)  # fmt: skip
"""What an office writes under its name at the top of a page, and what tells where it sits, not what the list is of."""
SIGNED = re.compile(r",?\s*\d{0,2}\s*(?:jan|feb|peb|mar|apr|mei|jun|jul|agu|agt|ags|sep|okt|nov|nop|des)[a-z]*\.?\s+"
                     r"(?:19|20)\d\d|,\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", re.IGNORECASE)  # fmt: skip
"""Behind a place, the day on which something was signed there."""
_PREFIX_OF_ALL = re.compile(r"^(?:(?:data|daftar|rekap|wilayah|lokasi|tempat|di|untuk|se)\b[\s.:\-]*)+", re.IGNORECASE)
_KINDS = listed_words(
    "industri usaha sentra kelompok jenis kategori bidang sektor cabang ikm umkm ukm dan kecil menengah mikro besar"
    " pangan makanan minuman olahan kuliner kue roti kerajinan anyaman sandang pakaian fashion fesyen konveksi jahit"
    " penjahit batik tenun tekstil kulit kimia bahan bangunan logam elektronik mesin mebel furniture kayu rotan bambu"
    " perabot aneka jasa perdagangan dagang perbengkelan bengkel percetakan agro hasil hutan perikanan perkebunan"
    " pertanian peternakan obat herbal kosmetik"
)


@dataclass(frozen=True)
class Named:
    """``level``: what the words say they name, "kecamatan" or "desa", where they say it; ``unknown`` what it is called.

    ``bare``: the words are the place's name and nothing else; ``whole``: they begin with what they say it is, and end
    with its name. ``sign`` is how they are numbered: I, A, 1 or "".
    """

    kecamatan: Place | None = None
    desa: Place | None = None
    level: str | None = None
    unknown: str | None = None
    year: int | None = None
    kind: str | None = None
    branch: str | None = None
    bare: bool = False
    sign: str = ""
    whole: bool = False

    @property
    def is_place(self) -> bool:
        return bool(self.kecamatan or self.desa)


@lru_cache(maxsize=4096)
def named_in_block(words: str, within: str | None = None) -> Named:
    """Return what the heading of a block names. ``within``: the code of the kecamatan around it, for its desa."""
    sign, plain = _without_number(words)
    if by_code := _coded(words):
        return Named(*by_code, level="desa" if by_code[1] else "kecamatan", sign=sign, whole=True)
    year, plain = _year(plain)
    outside, plain = _regency(_COUNT.sub(" ", plain))
    plain = plain.strip(" .,:;-–=*\"'")
    if outside:
        return Named(level="kecamatan", unknown=words[:60], year=year, sign=sign)
    said = _said(plain, within)
    if said.level is None and (bare := _bare(_PREFIX_OF_ALL.sub("", plain), within)):
        said = bare
    kind, branch = (None, None) if said.level else _kind(plain)
    whole = said.bare or bool(_WHOLE.match(_PREFIX_OF_ALL.sub("", plain)))
    return Named(said.kecamatan, said.desa, said.level, said.unknown, year, kind, branch, said.bare, sign, whole)


@lru_cache(maxsize=4096)
def named_in_title(words: str) -> Named:
    """Return what a title or the name of a sheet names; a letterhead and a line that was signed name nothing."""
    if _ADDRESS.search(words) or SIGNED.search(words):
        return Named()
    if _EVENT.search(words):
        return Named(year=_year(words)[0])
    said = named_in_block(words)
    _, plain = _regency(_COUNT.sub(" ", words))
    inside = {place.code: place for place in _mentioned(plain)}
    if len(inside) > 1:
        return Named(year=said.year, branch=said.branch)
    if said.is_place or said.kind:
        return Named(said.kecamatan, said.desa, said.level, None, said.year, said.kind, said.branch)
    only = next(iter(inside.values())) if inside and not said.unknown else None
    return Named(kecamatan=only, year=said.year, branch=_kind_within(words))


@lru_cache(maxsize=65536)
def named_in_address(address: str) -> Named:
    """Return the kecamatan and desa an address names as such ("Desa Sepaso Kec. Bengalon"), or that close it."""
    if len(address) < _SHORTEST_ADDRESS:
        return Named()
    outside, _ = _regency(address)
    if outside:
        return Named()
    said = _said(address, None)
    found = Named(said.kecamatan if said.kecamatan and not said.kecamatan.guess else None, said.desa)
    if found.is_place:
        return found
    parts = {place.code: place for part in re.split(r"[,;]", address)[1:] if (place := exact_kecamatan(part.strip()))}
    return Named(kecamatan=next(iter(parts.values())), bare=True) if len(parts) == 1 else Named()


@lru_cache(maxsize=8192)
def named_in_cell(words: str) -> Named:
    """Return the kecamatan and desa that a cell for one of them names, with more beside: "Sepaso, Kec. Bengalon"."""
    outside, plain = _regency(words)
    if outside:
        return Named()
    said = _said(plain, None)
    parts = [part.strip() for part in re.split(r"[,;/()]|\s[-–]\s", plain) if part.strip()]
    kecamatan = {place.code: place for part in parts if (place := exact_kecamatan(part))}
    kecamatan |= {said.kecamatan.code: said.kecamatan} if said.kecamatan and not said.kecamatan.guess else {}
    if len(kecamatan) > 1:
        return Named()
    only = next(iter(kecamatan.values()), None)
    desa = said.desa or next(
        (
            place
            for part in parts
            if not exact_kecamatan(part) and (place := exact_desa(part, only.code if only else None))
        ),
        None,
    )
    return Named(only, desa)


def sign_of(words: str) -> str:
    """Return how a heading is numbered: "I" (Roman), "A", "1", or "" where it is not."""
    return _without_number(words)[0]


def _coded(words: str) -> tuple[Place | None, Place | None] | None:
    found = _CODE.search(words)
    if not found:
        return None
    kecamatan = exact_kecamatan(KECAMATAN[f"64.08.{found[1]}"].name)
    desa = DESA[f"64.08.{found[1]}"].get(f"64.08.{found[1]}.{found[2]}") if found[2] else None
    return kecamatan, exact_desa(desa, f"64.08.{found[1]}") if desa else None


def _without_number(words: str) -> tuple[str, str]:
    found = _ENUMERATOR.match(words)
    if not found:
        return "", words
    sign = found["sign"]
    kind = "1" if sign.isdigit() else "I" if sign.upper() in _ROMAN or len(sign) > 1 else "A"
    return kind, words[found.end() :]


_ROMAN = frozenset({"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"})


def _year(words: str) -> tuple[int | None, str]:
    found = _YEAR.search(words)
    return (int(found[1]), _YEAR.sub(" ", words)) if found else (None, words)


def _regency(words: str) -> tuple[bool, str]:
    """Say whether the words name a regency that is not this one, and return them without its name."""
    found = _REGENCY.search(words)
    if not found:
        return False, words
    name = search_key(found[1])
    if not name or name == "se":
        return False, words
    here = next((known for known in _HERE if name.startswith(known)), None)
    if here is None:
        # "Kota Baru" may be part of a name of a place; a regency is told from it by its own word.
        return found[0].casefold().startswith(("kab", "kota")), words
    rest = name.removeprefix(here)
    return False, f"{words[: found.start()]} {rest} {words[found.end() :]}"


def _said(words: str, within: str | None) -> Named:
    kecamatan, unknown = None, None
    if marked := _KECAMATAN.search(words):
        kecamatan, unknown = _kecamatan_at(words[marked.end() :])
        if len({place.code for place in _mentioned(words)}) > 1:
            kecamatan, unknown = None, words[:60]
    around = kecamatan.code if kecamatan else within
    desa, no_desa = None, None
    if mark := _DESA.search(words):
        desa, no_desa = _desa_at(words[mark.end() :], around)
    level = "kecamatan" if marked and (kecamatan or unknown) else "desa" if mark and (desa or no_desa) else None
    return Named(kecamatan, desa, level, unknown or (no_desa if not kecamatan else None))


def _kecamatan_at(rest: str) -> tuple[Place | None, str | None]:
    words = _name_words(rest)
    for many in range(min(_LONGEST_NAME, len(words)), 0, -1):
        if place := exact_kecamatan(" ".join(words[:many])):
            return place, None
    whole = " ".join(words)
    if not whole:
        return None, None
    return (near_kecamatan(whole), None) if near_kecamatan(whole) else (None, whole[:60])


def _desa_at(rest: str, within: str | None) -> tuple[Place | None, str | None]:
    words = _name_words(rest)
    for many in range(min(_LONGEST_NAME, len(words)), 0, -1):
        if place := exact_desa(" ".join(words[:many]), within):
            return place, None
    return None, " ".join(words)[:60] or None


def _name_words(rest: str) -> list[str]:
    return _END.split(rest, maxsplit=1)[0].split()


def _bare(words: str, within: str | None) -> Named | None:
    if not words or len(words) > 40:
        return None
    if within and (place := exact_desa(words, within)) and not exact_kecamatan(words):
        return Named(desa=place, level="desa", bare=True)
    if place := exact_kecamatan(words):
        return Named(kecamatan=place, level="kecamatan", bare=True)
    if place := exact_desa(words, None):
        return Named(desa=place, level="desa", bare=True)
    return None


def _mentioned(words: str) -> list[Place]:
    listed = re.findall(r"[A-Za-z.]+", words)
    found: list[Place] = []
    at = 0
    while at < len(listed):
        for many in (3, 2, 1):
            place = exact_kecamatan(" ".join(listed[at : at + many])) if at + many <= len(listed) else None
            if place:
                found.append(place)
                at += many - 1
                break
        at += 1
    return found


def _kind(words: str) -> tuple[str | None, str | None]:
    """Return the words where all of them are of kinds of business, and the branch they mean."""
    listed = search_key(words).split()
    if not listed or not set(listed) <= _KINDS:
        return None, None
    return words[:60], _kind_within(words)


def _kind_within(words: str) -> str | None:
    listed = set(search_key(words).split())
    found = {branch for word, branch in BRANCH_WORDS.items() if word in listed}
    return next(iter(found)) if len(found) == 1 else None
