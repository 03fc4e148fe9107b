"""Words that say nothing: what people type where they know no name, number or place. They are no value and no evidence.

The languages and shortenings are those of offices' lists: Indonesian as written and as spoken, and English.
"""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from shared.search import search_key


def listed_words(listed: str) -> frozenset[str]:
    """Return the words of a list written in one string."""
    return frozenset(listed.split())


_NOT = listed_words("tidak tdk tak tda tida ga gak nggak ngga enggak blm belum blum belom bkn bukan tanpa no not non")
_THERE = listed_words(
    "ada diketahui ketahui tahu tau punya mempunyai memiliki miliki diisi terisi isi terdata didata data tercatat jelas"
    " tersedia disebutkan menyebutkan dicantumkan tercantum mengisi dapat lengkap bisa terdaftar known available given"
    " provided applicable found yet di"
)
_THING = listed_words(
    "nama namanya merek merk usaha usahanya pemilik produk alamat alamatnya nomor hp telp telpon telepon wa whatsapp"
    " email surel info informasi keterangan name address number phone data owner"
)
_ALONE = listed_words(
    "kosong nihil null nil none nan na nn unknown empty blank missing anonim anonymous noname undefined tba tbd pending"
    " menyusul nothing dll dst tes test testing tester coba dummy contoh sampel sample asdf qwerty"
)
_EXAMPLE = re.compile(r"^(?:contoh|sampel|sample|tes|test|dummy)( (?:satu|dua|tiga|empat|lima|[a-e]|\d{1,2}))+$")
_FILLER = listed_words("masih akan sedang saat ini sementara lagi yang dan atau")
_DITTO = frozenset({"sda", "idem", "ditto", "sama dengan di atas", "sama dengan diatas", "seperti di atas", "sama"})
_ERRORS = frozenset({"#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!", "#spill!", "#calc!"})
_CROSSES = re.compile(r"^(?:x{1,12}|(?:0|62)?8\d{0,3}x{2,12})$")
_JOINED = frozenset(no + there for no in _NOT for there in _THERE - {"di"})
_SLIPS_OF = ("tidakdiketahui", "belumdiketahui")
_NEAR, _LONG_ENOUGH = 90, 8
_RUN = "01234567890123456789"


@lru_cache(maxsize=65536)
def says_nothing(words: str) -> bool:
    """Say whether a text only says that there is nothing to say, however it is spelt or punctuated."""
    if is_error(words):
        return True
    if not any(sign.isalnum() for sign in words):
        return True
    plain = search_key(words)
    if not plain:
        return False  # in letters of another script
    together = plain.replace(" ", "")
    if together in _ALONE | _JOINED or _CROSSES.match(together) or refers_above(words):
        return True
    if _EXAMPLE.match(plain):
        return True
    return _only_denies(plain.split()) or any(fuzz.ratio(together, phrase) >= _NEAR for phrase in _SLIPS_OF)


def is_error(words: str) -> bool:
    """Say whether a spreadsheet wrote this where a formula failed."""
    return "#" in words and words.casefold().strip() in _ERRORS


def refers_above(words: str) -> bool:
    """Say whether a text means what the row above says (s.d.a.), which nobody can be sure of once rows were sorted."""
    plain = search_key(words)
    return plain in _DITTO or plain.replace(" ", "") in _DITTO


def is_zero(words: str) -> bool:
    """Say whether a text is made of zeros: where a word or a number of somebody should stand, nothing."""
    return "0" in words and {sign for sign in words if sign.isalnum()} == {"0"}


def is_placeholder(digits: str) -> bool:
    """Say whether a long number was made up to fill a field: one digit again and again, or digits in their order."""
    if len(digits) < _LONG_ENOUGH or not digits.lstrip("+").isdigit():
        return False
    tail = digits[-_LONG_ENOUGH:]
    return len(set(tail)) == 1 or digits in _RUN or digits in _RUN[::-1]


def _only_denies(words: list[str]) -> bool:
    if not set(words) <= _NOT | _THERE | _THING | _FILLER | _ALONE:
        return False
    if len(words) == 1:
        return words[0] in _NOT - {"non"}
    return any(word in _NOT | _ALONE for word in words)
