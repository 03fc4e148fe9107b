"""Telling apart what a cell holds that was made for two things: a name and an address, a desa and its kecamatan."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from services.registry.domain.cells import Cell, Unreadable, text
from services.registry.domain.heading_words import concepts, plain
from services.registry.domain.places import desa, exact_kecamatan, kecamatan, kecamatan_of

_NUMBER = re.compile(r"(?<![\d+])(?:\+?62|0|8)[\d\s.()-]{7,16}\d(?!\d)")
_MAIL = re.compile(r"[^\s,;/|<>()]+@[^\s,;/|<>()]+\.[^\s,;/|<>()]+")
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
_STREET = re.compile(
    r"(?<![\w.])(?:jln?|jalan|gg|gang|rt|rw|dusun|dsn|desa|ds|kel|kelurahan|kec|kecamatan|blok|perum|perumahan|komp|kp|kampung"
    r"|km|poros|simpang)\b[.\s]*(?=\w)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^(?:nama|alamat|hp|no\.?\s*hp|wa|telp|telepon|nik|no\.?|email|pemilik|usaha)\s*[.:/]+\s*", re.IGNORECASE
)
_TRAILING = re.compile(
    r"[\s,;:/|(\[-]*(?:\b(?:no\.?\s*)?(?:hp|wa|telp|tlp|telepon|nik|email|alamat|al)\b[\s.:/]*)?[\s,;:./|()\[\]-]*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[\n/;|]\s*|\s+[-–]\s+")
_PLACES = re.compile(r"\s*[\n/;|,]\s*|\s+[-–]\s+|\s+(?=kec(?:amatan)?\b)", re.IGNORECASE)
_COUNTS = re.compile(r"^\D*(\d+)\D+(\d+)\D*$")
_WOMEN_FIRST = re.compile(r"^\s*\d*\s*[:=]?\s*p\b", re.IGNORECASE)


@dataclass
class Parts:
    """What a cell holds, by field. ``unclear``: what could not be told apart; ``home``: an address that is left out."""

    found: dict[str, str] = field(default_factory=dict)
    unclear: str = ""
    home: str = ""


def parts_of(kind: str, cell: Cell, label: str = "") -> Parts:
    """Return what a cell of a combined column holds; ``label`` is its heading, which says what stands first."""
    words = str(cell) if isinstance(cell, str) else text(cell)
    return _READERS[kind](words, label) if text(cell) else Parts()


def _trimmed(words: str) -> str:
    bare = _TRAILING.sub("", text(words)).strip(" ,;:/|()[]-–")
    return _NAMED.sub("", bare).strip()


def _without(pattern: re.Pattern[str], name: str, rest: str) -> Callable[[str, str], Parts]:
    def read(words: str, _: str) -> Parts:
        found = [one.strip() for one in pattern.findall(words)]
        left = _trimmed(pattern.sub(" , ", words)) if found else _trimmed(words)
        left = re.sub(r"(?:\s*,)+", ",", left).strip(" ,")
        told = {name: " / ".join(found)} if found else {}
        return Parts(told | ({rest: left} if re.search(r"[^\W\d_]{2}", left) or (rest == "phone" and left) else {}))

    return read


def _before_street(name: str) -> Callable[[str, str], Parts]:
    def read(words: str, _: str) -> Parts:
        lines = [line for line in words.split("\n") if line.strip()]
        street = next((found for found in _STREET.finditer(words) if _trimmed(words[: found.start()])), None)
        if street:
            return _named(name, _trimmed(words[: street.start()]), text(words[street.start() :]).strip(" ,;)]"))
        if len(lines) > 1:
            return _named(name, _trimmed(lines[0]), text(" ".join(lines[1:])))
        first, *others = [part for part in re.split(r"\s*[,;|/]\s*|\s+[-–]\s+", words) if part.strip()]
        if others and exact_kecamatan(others[-1]):
            return _named(name, _trimmed(first), text(", ".join(others)))
        return Parts({name: _trimmed(first)}, unclear=", ".join(map(text, others)))

    return read


def _named(name: str, words: str, address: str) -> Parts:
    if name == "owner_name":
        return Parts({name: words}, home=address)
    return Parts({name: words, "address": _trimmed(address) or address})


def _name_and_owner(words: str, label: str) -> Parts:
    parts = [_trimmed(part) for part in _BETWEEN.split(words) if _trimmed(part)]
    if len(parts) == 1 and (inside := re.fullmatch(r"(.+?)\s*\(([^()]+)\)", text(words))):
        parts = [inside[1], inside[2]]
    if len(parts) != 2:
        return Parts({"name": text(words)}, unclear=text(words))
    spoken = [concepts(word)[0] for word in plain(label).split()]
    owner = next((place for place, meant in enumerate(spoken) if "pemilik" in meant), len(spoken))
    business = next((place for place, meant in enumerate(spoken) if "usaha" in meant), len(spoken))
    if owner < business < len(spoken):
        parts.reverse()
    return Parts({"name": parts[0], "owner_name": parts[1]})


def _place(words: str, _: str) -> Parts:
    parts = [text(part) for part in _PLACES.split(words) if text(part)]
    for here in parts:
        others = [part for part in parts if part is not here]
        if (code := _kecamatan(here)) and all(_lies_in(other, code) for other in others):
            return Parts({"kecamatan": here, **({"desa": others[0]} if others else {})}, unclear=", ".join(others[1:]))
    if len(parts) == 1:
        return Parts({"desa": parts[0]})
    if code := next(filter(None, map(_kecamatan, reversed(parts))), None):
        named = next(part for part in reversed(parts) if _kecamatan(part) == code)
        return Parts({"kecamatan": named}, unclear=", ".join(part for part in parts if part is not named))
    return Parts(unclear=text(words))


def _kecamatan(words: str) -> str | None:
    try:
        place = kecamatan(words)
    except Unreadable:
        return None
    return place.code if place else None


def _lies_in(words: str, code: str) -> bool:
    try:
        place = desa(words, code)
    except Unreadable:
        return False
    return place is not None and kecamatan_of(place.code) == code


def _address_and_place(words: str, _: str) -> Parts:
    parts = [text(part) for part in _PLACES.split(words) if text(part)]
    found: dict[str, str] = {}
    if len(parts) > 1 and re.match(r"kab", parts[-1], re.IGNORECASE):
        parts.pop()
    if len(parts) > 1 and (code := _kecamatan(parts[-2])) and _lies_in(parts[-1], code):
        found |= {"desa": parts.pop(), "kecamatan": parts.pop()}
    elif parts and (code := _kecamatan(parts[-1])):
        found["kecamatan"] = parts.pop()
        if parts and _lies_in(parts[-1], code):
            found["desa"] = parts.pop()
    elif parts and re.match(r"(?:desa|ds|kel)", parts[-1], re.IGNORECASE):
        found["desa"] = parts.pop()
    return Parts(found | ({"address": ", ".join(parts)} if parts else {}))


def _workers(words: str, label: str) -> Parts:
    counts = _COUNTS.match(words)
    if words.strip().isdigit():
        return Parts({"workers_total": words})
    if not counts:
        return Parts(unclear=text(words))
    men, women = counts.groups()
    if _WOMEN_FIRST.match(words) or plain(label).split()[-2:] in (["p", "l"], ["perempuan", "laki"]):
        men, women = women, men
    return Parts({"workers_male": men, "workers_female": women})


_READERS: Mapping[str, Callable[[str, str], Parts]] = {
    "name+address": _before_street("name"),
    "owner+home": _before_street("owner_name"),
    "name+owner": _name_and_owner,
    "owner+phone": _without(_NUMBER, "phone", "owner_name"),
    "owner+nik": _without(_NIK, "nik", "owner_name"),
    "address+phone": _without(_NUMBER, "phone", "address"),
    "phone+email": _without(_MAIL, "email", "phone"),
    "place": _place,
    "address+place": _address_and_place,
    "men+women": _workers,
}
