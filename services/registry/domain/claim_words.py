"""The words by which people say that they have a certificate, have none, or have asked for one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from services.registry.domain.silence import listed_words

KIND, YES, NO, ASKED, ENDED, UNSAID = "kind", "yes", "no", "asked", "ended", "unsaid"
ALL, BUT, END, OTHER, YEAR = "all", "but", "end", "other", "year"
_KINDS = (
    ("PIRT", r"(?:spp|s|pp)?[ .-]{0,2}p[ .-]?irt|spp[ -]?irt|pangan industri rumah tangga"),
    ("NIB", r"nib|n\.i\.b\.?|(?:nomor|no\.?) induk berusaha"),
    ("HALAL", r"(?:ber)?halal|mui|bpjph|sehati"),
    ("MD", r"bpom(?: ri)?(?: md)?|md"),
    ("MEREK", r"merek|merk|hki|haki"),
    ("SNI", r"sni"),
    ("PKP", r"pkp|penyuluhan keamanan pangan"),
    ("NPWP", r"npwp"),
    ("TKDN", r"tkdn(?:[ -]?ik)?"),
)
_KIND = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS)
_TOKEN = re.compile(
    rf"(?<![a-z0-9])(?:ber[ -]?)?(?:{_KIND})(?:[ -]?nya)?(?![a-z0-9])|(?P<sign>[✓✔√☑✅✗✘✖❌☐?])"
    r"|(?P<dash>(?<=[ :=])[-–—]+(?=\s*(?:[;,|)\n]|$)))|(?P<end>[;|\n]|\.(?=\s|$)|,)"
    r"|(?P<colon>[:=])|(?P<open>\()|(?P<close>\))|(?P<word>[^\W_]+(?:['’][^\W_]+)*)",
)
_YES = listed_words(
    "y sudah sdh udah udh telah ada punya mempunyai memiliki miliki terbit keluar aktif ya iya yes v true"
    " terdaftar dapat jadi berlaku tersertifikasi bersertifikat selesai resmi have ok ade"
)
_NO = listed_words(
    "belum blm blum belom blom bl tidak tdk tida tak gak ga nggak ngga enggak bukan tanpa no not nihil kosong tiada"
    " false never none"
)
_ASKED = listed_words(
    "proses process diproses memproses mengurus diurus urus pengurusan pengajuan diajukan mengajukan ajukan daftar"
    " mendaftar mendaftarkan didaftarkan pendaftaran menunggu tunggu antri survei survey verifikasi progres progress"
    " ongoing pending ingin mau akan rencana direncanakan berencana butuh membutuhkan perlu minta mohon target hendak"
    " pengen pingin diperpanjang perpanjangan perpanjang bantu dibantu fasilitasi difasilitasi tahap"
)
_ENDED = listed_words("kadaluarsa kadaluwarsa kedaluwarsa kedaluarsa kadarluasa expired exp habis mati dicabut")
_ALL = listed_words("semua semuanya seluruh seluruhnya all")
_BUT = listed_words("selain kecuali except")
_END = listed_words("tapi tetapi tp namun sedangkan but")
_FILLER = listed_words(
    "dan serta juga and atau sertifikat sertifikasi surat izin ijin perizinan perijinan nomor no nomer usaha"
    " produk masih dalam sedang lagi saat ini sekarang yang yg untuk utk kami saya dari oleh di ke dengan dg dgn"
    " hanya saja baru cuma lewat via oss rba kemenag dinkes dinas kemenkumham masa per sama sekali satupun satu"
    " pun apa apapun edar regular reguler self declare gratis terdaftar legalitas dokumen sendiri the"
    " certificate certificates is tahun th thn"
)
_SIGNS = {"✓": YES, "✔": YES, "√": YES, "☑": YES, "✅": YES, "✗": NO, "✘": NO, "✖": NO, "❌": NO, "☐": NO, "?": UNSAID}
_MEANING = {
    **dict.fromkeys(_FILLER, ""), **dict.fromkeys(_YES, YES), **dict.fromkeys(_NO - {"no"}, NO),
    "x": UNSAID, **dict.fromkeys(_ASKED, ASKED), **dict.fromkeys(_ENDED, ENDED), **dict.fromkeys(_ALL, ALL),
    **dict.fromkeys(_BUT, BUT), **dict.fromkeys(_END, END),
}  # fmt: skip
_YEAR, _ORDINAL = re.compile(r"20[1-4]\d"), re.compile(r"\d{1,2}")


_STRENGTH = (UNSAID, ENDED, NO, ASKED, YES)
"""Of answers side by side the first of these counts."""


@dataclass(frozen=True)
class Token:
    """``what``: KIND with the certificate as ``word``, an answer, or what holds clauses apart; OTHER is not known.

    ``aside``: it stands in parentheses, so it is said of what stands before them. ``strong``: a colon stands behind it.
    """

    what: str
    word: str
    aside: bool = False
    strong: bool = False


@lru_cache(maxsize=4096)
def tokens(words: str) -> tuple[Token, ...]:
    """Return what matters of a text, in its order; of answers side by side one is left ("belum ada" is a no)."""
    return tuple(_joined(list(_read(words.casefold()))))


def _read(words: str) -> Iterator[Token]:
    aside = False
    for found in _TOKEN.finditer(words):
        group, said = str(found.lastgroup), found[0]
        if group in ("open", "close"):
            aside = group == "open"
        elif group == "colon":
            yield Token(":", said)
        elif group == "end":
            yield Token(END, said)
        elif group == "sign":
            yield Token(_SIGNS[said], said, aside)
        elif group == "dash":
            yield Token(UNSAID, said, aside)
        elif group != "word":
            yield Token(KIND, group, aside)
        elif meaning := _meaning(said):
            yield Token(meaning, said, aside)


def _meaning(word: str) -> str:
    """Return what a word is, nothing where it only fills, as the numbers of a list do."""
    if _ORDINAL.fullmatch(word):
        return ""
    return YEAR if _YEAR.fullmatch(word) else _MEANING.get(word, OTHER)


def _joined(read: list[Token]) -> Iterator[Token]:
    """An answer beside another is one: what denies is stronger than what asks, and that than what has."""
    answer: Token | None = None
    for token in read:
        if token.what in _STRENGTH:
            stronger = answer is None or _STRENGTH.index(token.what) < _STRENGTH.index(answer.what)
            answer = token if answer is None or stronger else answer
        elif token.what == ":":
            if answer:
                yield Token(answer.what, answer.word, answer.aside, strong=True)
            answer = None
        else:
            if answer:
                yield answer
            answer = None
            yield token
    if answer:
        yield answer
