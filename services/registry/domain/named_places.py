"""A kecamatan and a desa that words name: by what stands before them, by their code, or bare."""

import re
from dataclasses import dataclass

from services.registry.domain.desa import DESA
from services.registry.domain.places import Place, exact_desa, exact_kecamatan, near_kecamatan
from shared.vocabulary import KECAMATAN

_KECAMATAN = re.compile(r"\b(?:kecamatan|kec|kcm)\b\s*[.:_\-–]*\s*", re.IGNORECASE)
_DESA = re.compile(
    r"\b(?:desa|ds|kelurahan|kel)\b(?:\s*[./]+\s*(?:desa|ds|kelurahan|kel)\b)?\s*[.:_\-–]*\s*", re.IGNORECASE
)
_END = re.compile(
    r"[,;()\[\]|/]|\s[-–=]\s|\b(?:kab|kabupaten|kota|kec|kecamatan|desa|ds|kelurahan|kel|tahun|thn|th|prov|provinsi|rt|rw|"
    r"dan|telp|hp)\b|\b\d", re.IGNORECASE,
)  # fmt: skip
_CODE = re.compile(r"\b64\.08\.(0[1-9]|1[0-8])(?:\.([12]\d{3}))?\b")
_LONGEST_NAME = 4


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


def coded(words: str) -> tuple[Place | None, Place | None] | None:
    """Return the kecamatan and desa of a code of Kemendagri among the words, or None without one."""
    found = _CODE.search(words)
    if not found:
        return None
    kecamatan = exact_kecamatan(KECAMATAN[f"64.08.{found[1]}"].name)
    desa = DESA[f"64.08.{found[1]}"].get(f"64.08.{found[1]}.{found[2]}") if found[2] else None
    return kecamatan, exact_desa(desa, f"64.08.{found[1]}") if desa else None


def said(words: str, within: str | None) -> Named:
    """Return what words say after "kecamatan" and "desa". ``within``: the kecamatan's code around the desa."""
    kecamatan, unknown = None, None
    if marked := _KECAMATAN.search(words):
        kecamatan, unknown = _kecamatan_at(words[marked.end() :])
        if len({place.code for place in mentioned(words)}) > 1:
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


def bare_name(words: str, within: str | None) -> Named | None:
    """Return the place whose name the words are, and nothing else."""
    if not words or len(words) > 40:
        return None
    if within and (place := exact_desa(words, within)) and not exact_kecamatan(words):
        return Named(desa=place, level="desa", bare=True)
    if place := exact_kecamatan(words):
        return Named(kecamatan=place, level="kecamatan", bare=True)
    if place := exact_desa(words, None):
        return Named(desa=place, level="desa", bare=True)
    return None


def mentioned(words: str) -> list[Place]:
    """Return every kecamatan whose name is among the words."""
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
