"""Which kecamatan, desa, year and kind of business running words name: a title, the heading of a block, an address."""

import re
from functools import lru_cache

from services.registry.domain.heading_signs import without_count, without_number, without_regency, without_year
from services.registry.domain.kind_words import branch_within, kind_named
from services.registry.domain.named_places import Named, bare_name, coded, mentioned, said
from services.registry.domain.places import exact_desa, exact_kecamatan

MAY_BE_PLACE = re.compile(r"\b(?:kec|desa|ds|kel)", re.IGNORECASE)
"""What any words hold that say by themselves which place they name; quick, for a first look."""
_EVENT = re.compile(
    r"\b(?:peserta|bimtek|bimbingan|pelatihan|kegiatan|sosialisasi|workshop|hadir|undangan|tempat|pameran|bazar|bazaar|expo)\b",
    re.IGNORECASE,
)
"""Of a title: the place in it may be where something took place."""
_WHOLE = re.compile(r"^(?:kecamatan|kec|kcm|desa|ds|kelurahan|kel)\b", re.IGNORECASE)
_SHORTEST_ADDRESS = 8
_ADDRESS = re.compile(r"\b(?:jl|jln|jalan|gg|gang|telp|telepon|fax|faks|email|website|kode pos|kotak pos|komplek"
                      r"|kompleks|perkantoran)\b|@", re.IGNORECASE)  # fmt: skip
"""What an office writes under its name at the top of a page, and what tells where it sits, not what the list is of."""
SIGNED = re.compile(r",?\s*\d{0,2}\s*(?:jan|feb|peb|mar|apr|mei|jun|jul|agu|agt|ags|sep|okt|nov|nop|des)[a-z]*\.?\s+"
                     r"(?:19|20)\d\d|,\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", re.IGNORECASE)  # fmt: skip
"""Behind a place, the day on which something was signed there."""
_PREFIX_OF_ALL = re.compile(r"^(?:(?:data|daftar|rekap|wilayah|lokasi|tempat|di|untuk|se)\b[\s.:\-]*)+", re.IGNORECASE)


@lru_cache(maxsize=4096)
def named_in_block(words: str, within: str | None = None) -> Named:
    """Return what the heading of a block names. ``within``: the code of the kecamatan around it, for its desa."""
    sign, plain = without_number(words)
    if by_code := coded(words):
        return Named(*by_code, level="desa" if by_code[1] else "kecamatan", sign=sign, whole=True)
    year, plain = without_year(plain)
    outside, plain = without_regency(without_count(plain))
    plain = plain.strip(" .,:;-–=*\"'")
    if outside:
        return Named(level="kecamatan", unknown=words[:60], year=year, sign=sign)
    named = said(plain, within)
    if named.level is None and (bare := bare_name(_PREFIX_OF_ALL.sub("", plain), within)):
        named = bare
    kind, branch = (None, None) if named.level else kind_named(plain)
    whole = named.bare or bool(_WHOLE.match(_PREFIX_OF_ALL.sub("", plain)))
    return Named(named.kecamatan, named.desa, named.level, named.unknown, year, kind, branch, named.bare, sign, whole)


@lru_cache(maxsize=4096)
def named_in_title(words: str) -> Named:
    """Return what a title or the name of a sheet names; a letterhead and a line that was signed name nothing."""
    if _ADDRESS.search(words) or SIGNED.search(words):
        return Named()
    if _EVENT.search(words):
        return Named(year=without_year(words)[0])
    named = named_in_block(words)
    _, plain = without_regency(without_count(words))
    inside = {place.code: place for place in mentioned(plain)}
    if len(inside) > 1:
        return Named(year=named.year, branch=named.branch)
    if named.is_place or named.kind:
        return Named(named.kecamatan, named.desa, named.level, None, named.year, named.kind, named.branch)
    only = next(iter(inside.values())) if inside and not named.unknown else None
    return Named(kecamatan=only, year=named.year, branch=branch_within(words))


@lru_cache(maxsize=65536)
def named_in_address(address: str) -> Named:
    """Return the kecamatan and desa an address names as such ("Desa Sepaso Kec. Bengalon"), or that close it."""
    if len(address) < _SHORTEST_ADDRESS:
        return Named()
    outside, _ = without_regency(address)
    if outside:
        return Named()
    named = said(address, None)
    found = Named(named.kecamatan if named.kecamatan and not named.kecamatan.guess else None, named.desa)
    if found.is_place:
        return found
    parts = {place.code: place for part in re.split(r"[,;]", address)[1:] if (place := exact_kecamatan(part.strip()))}
    return Named(kecamatan=next(iter(parts.values())), bare=True) if len(parts) == 1 else Named()


@lru_cache(maxsize=8192)
def named_in_cell(words: str) -> Named:
    """Return the kecamatan and desa that a cell for one of them names, with more beside: "Sepaso, Kec. Bengalon"."""
    outside, plain = without_regency(words)
    if outside:
        return Named()
    named = said(plain, None)
    parts = [part.strip() for part in re.split(r"[,;/()]|\s[-–]\s", plain) if part.strip()]
    kecamatan = {place.code: place for part in parts if (place := exact_kecamatan(part))}
    kecamatan |= {named.kecamatan.code: named.kecamatan} if named.kecamatan and not named.kecamatan.guess else {}
    if len(kecamatan) > 1:
        return Named()
    only = next(iter(kecamatan.values()), None)
    desa = named.desa or next(
        (
            place
            for part in parts
            if not exact_kecamatan(part) and (place := exact_desa(part, only.code if only else None))
        ),
        None,
    )
    return Named(only, desa)
