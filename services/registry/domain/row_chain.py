"""Steps of reading a row: what other businesses have of this one, answered by yes or no or in an office's own words."""

import re

from services.registry.domain.cell_shapes import is_yes, shapes_of
from services.registry.domain.cells import known, text
from services.registry.domain.fields import LISTED
from services.registry.domain.reading import Reading
from services.registry.domain.silence import is_zero
from shared.language import msg
from shared.search import search_key

MATERIAL, SUPPLIES, SENTRA, NAME = "local_material", "supplies_others", "in_sentra", "sentra"
_DENIED = re.compile(r"\b(?:non|bukan|selain|tidak|belum)\b")
_ASKS_FOR_NAME = re.compile(r"\bnama\b")
_ASKS_WHERE = re.compile(r"\b(?:asal|sumber|lokasi|source)\b")
_SPOKEN = {
    MATERIAL: {
        "yes": re.compile(r"\b(?:lokal|local|setempat|sekitar|sendiri|dalam(?! (?:negeri|provinsi))|kutim"
                          r"|kutai timur)\b"),
        "no": re.compile(r"\b(?:imp[oe]r\w*|import\w*|luar|jawa|surabaya|jakarta|sulawesi|makassar|sumatera|samarinda"
                         r"|balikpapan|bontang|berau|tenggarong|kutai kartanegara|banjarmasin)\b"),
    },
    SUPPLIES: {
        "yes": re.compile(r"\b(?:pemasok|memasok|suplai|menyuplai|supplier|supply)\b"),
        "no": re.compile(r"\b(?:konsumen(?: akhir)?|eceran)\b"),
    },
}  # fmt: skip
_PLACES_HERE = frozenset({"kecamatan", "desa"})
_NO_SENTRA = re.compile(r"^(?:non|bukan|di luar|luar) (?:anggota )?sentra\b")


def answers(reading: Reading) -> None:
    """Read whether its raw material is local and whether it supplies others; what says both or neither is told."""
    for name in (MATERIAL, SUPPLIES):
        words = text(reading.cell(name))
        said = _yes_or_no(name, words, reading.labels.get(name, ""))
        if said is None and known(words) and not is_zero(words):
            reading.remarks.append(msg("{label}: “{text}” is none of the choices; it was not taken.",
                                       label=LISTED[name].label, text=words[:60]))  # fmt: skip
        reading.values[name] = said


def sentra(reading: Reading) -> None:
    """Read whether it belongs to a sentra; whoever names one says yes."""
    words = text(reading.cell(SENTRA))
    if is_zero(words) and _ASKS_FOR_NAME.search(search_key(reading.labels.get(SENTRA, ""))):
        return
    said = is_yes(words)
    if said is not None or _NO_SENTRA.match(search_key(words)):
        reading.values[SENTRA] = "yes" if said else "no"
    elif name := known(words):
        most = LISTED[SENTRA].most or 120
        reading.values |= {SENTRA: "yes", NAME: name[:most]}
        if len(name) > most:
            reading.remarks.append(msg("A text of {length} signs was cut to {limit}.", length=len(name), limit=most))


def _yes_or_no(name: str, words: str, label: str) -> str | None:
    said = None if name == MATERIAL and _ASKS_WHERE.search(search_key(label)) else is_yes(words)
    if said is not None:
        return "yes" if said else "no"
    plain = search_key(words)
    if not plain or _DENIED.search(plain):
        return None
    found = {answer for answer, pattern in _SPOKEN[name].items() if pattern.search(plain)}
    if not found and name == MATERIAL and shapes_of(words) & _PLACES_HERE:
        return "yes"
    return found.pop() if len(found) == 1 else None
