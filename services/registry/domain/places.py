"""Which kecamatan and which desa a cell means: official names, the aliases of press and office, codes, slips."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from services.registry.domain.cells import Cell, Unreadable, known
from services.registry.domain.desa import DESA
from shared.language import Message, msg
from shared.vocabulary import KECAMATAN

_CODE = re.compile(r"^64\.?08\.?(0[1-9]|1[0-8])(\.?[12]\d{3})?$")
_BPS = re.compile(r"^6404\d{3}$")
_PREFIX = re.compile(r"^(?:kecamatan|kec|kcm|kab|kelurahan|kel|desa|ds)\b[. ]*", re.IGNORECASE)
_WORDS = {
    "ma": "muara",
    "mu": "muara",
    "muar": "muara",
    "tlk": "teluk",
    "tl": "teluk",
    "sgt": "sangatta",
    "sgta": "sangatta",
}
_ALIASES = {
    "ancalong": "64.08.01",
    "wahau": "64.08.02",
    "bengkal": "64.08.03",
    "sengatautara": "64.08.04",
    "sangatautara": "64.08.04",
    "sengataselatan": "64.08.12",
    "sangataselatan": "64.08.12",
    "kongbeng": "64.08.08",
    "bangalon": "64.08.09",
    "ranpul": "64.08.14",
    "rapul": "64.08.14",
    "karanganilir": "64.08.16",
    "karanganhilir": "64.08.16",
    "longmes": "64.08.18",
    "longmesengat": "64.08.18",
}
_BPS_CODES = {
    "6404010": "64.08.01",
    "6404011": "64.08.06",
    "6404012": "64.08.18",
    "6404020": "64.08.02",
    "6404021": "64.08.07",
    "6404022": "64.08.08",
    "6404030": "64.08.03",
    "6404031": "64.08.17",
    "6404040": "64.08.04",
    "6404041": "64.08.09",
    "6404042": "64.08.13",
    "6404043": "64.08.12",
    "6404044": "64.08.14",
    "6404050": "64.08.05",
    "6404051": "64.08.10",
    "6404052": "64.08.11",
    "6404053": "64.08.15",
    "6404054": "64.08.16",
}
_SURE, _MARGIN = 84.0, 6.0


@dataclass(frozen=True)
class Place:
    """A code with its official name. ``guess`` says that the spelling was not known and the nearest was taken."""

    code: str
    name: str
    guess: bool = False


def kecamatan(cell: Cell) -> Place | None:
    """Return the kecamatan, or None where the cell is empty. Raises Unreadable for an unknown one."""
    words = known(cell)
    return None if words is None else _kecamatan(words)


def exact_kecamatan(words: str) -> Place | None:
    """Return the kecamatan of an official or a usual name; a slip is none."""
    code = _kecamatan_names().get(_squeezed(words))
    return Place(code, KECAMATAN[code].name) if code else None


def near_kecamatan(words: str) -> Place | None:
    """Return the kecamatan of this or the nearest name, if one is near enough."""
    best = _best(_squeezed(words), _kecamatan_names())
    return Place(best[0], KECAMATAN[best[0]].name, guess=best[1]) if best else None


def exact_desa(words: str, kecamatan_code: str | None) -> Place | None:
    """Return the desa of this name in its kecamatan, or else the only one of that name anywhere."""
    found = _desa_names().get(_squeezed(words), ())
    here = [place for place in found if kecamatan_code and kecamatan_of(place.code) == kecamatan_code]
    known_ones = here or list(found)
    return known_ones[0] if len(known_ones) == 1 else None


@lru_cache(maxsize=1)
def _kecamatan_names() -> dict[str, str]:
    return {_squeezed(item.name): code for code, item in KECAMATAN.items()} | _ALIASES


@lru_cache(maxsize=1)
def _desa_names() -> dict[str, tuple[Place, ...]]:
    names: dict[str, tuple[Place, ...]] = {}
    for listed in DESA.values():
        for code, name in listed.items():
            names[_squeezed(name)] = (*names.get(_squeezed(name), ()), Place(code, name))
    return names


def desa(cell: Cell, kecamatan_code: str | None) -> Place | None:
    """Return the desa within its kecamatan, or the only one of that name anywhere. Raises Unreadable otherwise."""
    words = known(cell)
    if words is None:
        return None
    wanted = _squeezed(words)
    near = DESA.get(kecamatan_code or "", {})
    if best := _best(wanted, {_squeezed(name): code for code, name in near.items()}):
        return Place(best[0], near[best[0]], guess=best[1])
    same = [(code, name) for listed in DESA.values() for code, name in listed.items() if _squeezed(name) == wanted]
    if len(same) == 1:
        return Place(*same[0])
    raise Unreadable(no_desa(words))


def no_desa(words: str) -> Message:
    """Return what is said of a desa that is not known in its kecamatan."""
    return msg("There is no desa “{text}” in this kecamatan.", text=words[:60])


def desa_name(desa_code: str) -> str:
    """Return the official name of a desa."""
    return DESA[kecamatan_of(desa_code)][desa_code]


def kecamatan_of(desa_code: str) -> str:
    """Return the code of the kecamatan a desa lies in."""
    return desa_code[:8]


@lru_cache(maxsize=4096)
def _kecamatan(words: str) -> Place:
    if found := _CODE.match(words.replace(" ", "")):
        code = f"64.08.{found[1]}"
        return Place(code, KECAMATAN[code].name)
    if _BPS.match(words):
        raise Unreadable(_bps_hint(words))
    if place := near_kecamatan(words):
        return place
    raise Unreadable(msg("There is no kecamatan “{text}” in Kutai Timur.", text=words[:60]))


def _best(wanted: str, names: dict[str, str]) -> tuple[str, bool] | None:
    if wanted in names:
        return names[wanted], False
    ranked = process.extract(wanted, names.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=_SURE)
    if not ranked:
        return None
    best = names[ranked[0][0]]
    rivals = [score for name, score, _ in ranked if names[name] != best]
    return (best, True) if not rivals or ranked[0][1] - rivals[0] >= _MARGIN else None


def _squeezed(words: str) -> str:
    plain = _PREFIX.sub("", words.casefold().strip())
    return "".join(_WORDS.get(word, word) for word in re.findall(r"[a-z0-9]+", plain))


def _bps_hint(code: str) -> Message:
    likely = _BPS_CODES.get(code)
    if likely is None:
        return msg("“{code}” is a code of BPS, not of Kemendagri (64.08.xx).", code=code)
    return msg(
        "“{code}” is a code of BPS, not of Kemendagri: it may mean {kecamatan} ({likely}).",
        code=code,
        kecamatan=KECAMATAN[likely].name,
        likely=likely,
    )
