"""Whether a remark says that a business is closed for good: "Sdh tutup", but not "Tutup hari Jumat"."""

import re

from shared.search import search_key

_AHEAD = (
    r"(?:usaha|usahanya|ikm|umkm|toko|warung|pabrik|perusahaan|industri|status|sudah|sdh|udah|udh|telah|saat ini"
    r"|sekarang|skrg|skr|kini|ini|dinyatakan)"
)
_NOT = r"(?:tidak|tdk|tak|gak|nggak|ga)"
_STOPPED = (
    r"(?:akti[fp]|beroperasi|beroprasi|operasi|produksi|berproduksi|memproduksi|jalan|berjalan|usaha|berusaha|jualan"
    r"|berjualan|ada (?:lagi|usaha(?:nya)?))"
)
_CORE = (
    r"(?:tutup|ditutup|closed|bangkrut|pailit|bubar|gulung tikar|kolaps|non ?akti[fp]|permanently closed"
    rf"|out of business|{_NOT} {_STOPPED}"
    r"|(?:berhenti|stop|setop)(?: (?:produksi|usaha|beroperasi|berproduksi|total|operasi|jualan))?)"
)
_MONTH = r"(?:(?:jan|feb|peb|mar|apr|mei|jun|jul|agu|agt|ags|sep|okt|nov|nop|des)[a-z]*)"
_SINCE = r"(?:sejak|mulai|per|dari)"
_WHEN = (
    rf"(?:(?:{_SINCE}|pada|di|akhir|awal|tahun|thn|th|bulan|bln|tgl|tanggal) )*"
    rf"(?:\d{{1,2}} )*(?:{_MONTH} )?(?:19|20)\d\d"
    rf"|{_SINCE} (?:bulan )?(?:\d{{1,2}} )?{_MONTH}|(?:sejak |akibat |karena |krn )?(?:covid(?: 19)?|corona|pandemi)"
)
_WHY = (
    r"(?:karena|krn|karna|akibat|sebab|dan) (?:bangkrut|pailit|rugi|merugi|sepi"
    r"|(?:kehabisan |tidak ada |tdk ada |kurang )?modal(?: habis)?|pemilik(?:nya)? (?:meninggal|pindah)"
    r"|meninggal|pindah).*"
)
_BEHIND = rf"(?:permanen|total|selamanya|seterusnya|lagi|usaha|usahanya|sampai sekarang|sekarang|{_WHEN}|{_WHY})"
_CLOSED = re.compile(rf"(?:{_AHEAD} )*{_CORE}(?: {_BEHIND})*")
_MENTIONED = re.compile(
    rf"\b(?:{_CORE}|vakum|pasif|libur|istirahat|meninggal|almarhum(?:ah)?|pindah ke|mandek|mandeg|macet)\b"
)
_GOES_ON = re.compile(
    r"(?<!tidak )(?<!tdk )(?<!tak )\b(?:buka|aktif|jalan|beroperasi|produksi) (?:lagi|kembali)\b"
    r"|\b(?:sudah|telah|sekarang|akan) buka\b|\bmulai (?:lagi|buka)\b|\bsementara\b"
    r"|\b(?:hari|setiap|tiap|jam|pukul|kalau|jika|bila|musim|bulan puasa|ramadh?an|lebaran|renovasi)\b"
)
_CLAUSE = re.compile(r"[,;:()\n]|\.(?=\s|$)|\s-\s")
CLOSED, DOUBTFUL, OPEN = "closed", "doubtful", "open"


def closing(words: str) -> str:
    """Return CLOSED where a remark says it for good, DOUBTFUL where it speaks of it in another way, else OPEN."""
    whole = search_key(words)
    if not _MENTIONED.search(whole):
        return OPEN
    if _GOES_ON.search(whole):
        return DOUBTFUL
    clauses = [search_key(clause) for clause in _CLAUSE.split(words)]
    return CLOSED if any(_CLOSED.fullmatch(clause) for clause in (whole, *clauses)) else DOUBTFUL
