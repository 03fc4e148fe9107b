"""Which kind of business running words name, and which branch of industry that is."""

import re

from services.registry.domain.silence import listed_words
from services.registry.domain.wording import BRANCH_WORDS
from shared.search import search_key

CATEGORY = re.compile(r"\b(?:industri|jenis|kategori|bidang|sektor|cabang|sentra|kelompok)\b", re.IGNORECASE)
"""What tells the name of a kind from a business that is called after what it makes."""
_KINDS = listed_words(
    "industri usaha sentra kelompok jenis kategori bidang sektor cabang ikm umkm ukm dan kecil menengah mikro besar"
    " pangan makanan minuman olahan kuliner kue roti kerajinan anyaman sandang pakaian fashion fesyen konveksi jahit"
    " penjahit batik tenun tekstil kulit kimia bahan bangunan logam elektronik mesin mebel furniture kayu rotan bambu"
    " perabot aneka jasa perdagangan dagang perbengkelan bengkel percetakan agro hasil hutan perikanan perkebunan"
    " pertanian peternakan obat herbal kosmetik"
)


def kind_named(words: str) -> tuple[str | None, str | None]:
    """Return the words where all of them are of kinds of business, and the branch they mean."""
    listed = search_key(words).split()
    if not listed or not set(listed) <= _KINDS:
        return None, None
    return words[:60], branch_within(words)


def branch_within(words: str) -> str | None:
    """Return the one branch of industry that words speak of."""
    listed = set(search_key(words).split())
    found = {branch for word, branch in BRANCH_WORDS.items() if word in listed}
    return next(iter(found)) if len(found) == 1 else None
