"""Answers that name nobody and no place: "Sesuai KTP", "Tidak bersedia", "sama dgn atas", "email@…", 0812 3456 7890.

Nobody's name begins with a denial; what a business or a product is called may ("Tanpa Batas"), so this is no test of
those.
"""

import re
from itertools import pairwise

from services.registry.domain.silence import is_placeholder, is_zero, refers_above, says_nothing
from shared.search import search_key

_DENIAL = r"(?:tidak|tdk|tdak|tida|tak|gak|nggak|ngga|enggak|kagak|blm|belum|blom|belom|bukan|tanpa|don ?t|unknown|not)"
_YET = r"(?:akan|masih|sedang|perlu|harus|menunggu|tunggu|mau|to be)"
_VERB = r"(?:(?:di|ter|me|ber|pe)[a-z]{3,}|ada|mau|tahu|tau|ingat|inget|sempat|dapat|dpt|bisa|punya|jelas|lengkap)"
_INPUT = r"(?:konfirmasi|input|isi|info|informasi|cek|data|survei|survey|lapor|update|verifikasi|inget|confirmed|known)"
_SUBJECT = r"(?:data|nama|alamat|pemilik|owner|orang|info|informasi|keterangan|lokasi|tempat|jalan|nomor|no)(?:nya)?"
_UNSAID = re.compile(
    rf"(?:{_SUBJECT} )*(?:{_YET}|{_DENIAL})(?: (?:{_DENIAL}|{_YET}|{_VERB}|{_INPUT}|{_SUBJECT}|di|lagi|saat ini))+"
)
_SAID_ELSEWHERE = re.compile(
    r"(?:(?:ada|data|nama|alamat) )?(?:sesuai|lihat|liat|menurut|mengikuti|berdasarkan|cek|see)(?: \w+)+"
    r"|(?:idem|ditto|sda|s d a|sama|seperti|spt|sprt)(?: (?:dengan|dgn|dg|dng|di|seperti|spt|yang|yg|pada|ke"
    r"|atas|diatas|tersebut|sebelumnya|sebelum|baris|data|nama|alamat|pemilik|usaha|nomor|no|ktp|kk|nib|berkas|juga))+"
)
_NOT_NAMED = re.compile(rf"(?:{_DENIAL}|{_YET}) .+|{_SUBJECT} (?:{_DENIAL}|{_YET}).*|.* (?:tidak|belum) diketahui")
_ROLES = frozenset(
    {"pemilik", "pemiliknya", "nama", "namanya", "milik", "sendiri", "pribadi", "usaha", "perorangan", "pelaku",
     "pengusaha", "pengelola", "bapak", "ibu", "bpk", "pak", "bu", "rumah", "tangga", "irt", "yang", "yg",
     "bersangkutan", "ybs", "warga", "setempat", "masyarakat", "owner", "rahasia", "dirahasiakan", "fulan", "fulanah",
     "lupa", "ketua", "kelompok", "anggota", "pengurus", "karyawan", "mr", "mrs", "x", "anonim", "kosongkan", "orang",
     "seseorang"}
)  # fmt: skip
_NO_NAMES = frozenset({"hamba allah", "tiada", "menyusul data", "data menyusul"})
_MAILBOX = re.compile(
    r"(?:no|not|non|tidak|tdk|tak|gak|ga|belum|blm|tanpa)(?:ada|punya|tahu|tau|have|available)?"
    r"(?:email|mail|surel|imel|gmail|alamat|data)(?:nya|ada)?|(?:email|mail|surel)(?:tidak|tdk|gak|belum|blm)(?:ada|punya)"
)
_AT_HAND = re.compile(
    r"e?mail|gmail|yahoo|surel|imel|emailku|emailsaya|emailanda|namaanda|nama|user|username|pemilik|owner|usaha|umkm|ikm"
    r"|(.)\1*|asd\w*|qwe\w*|abc\w{0,3}|xyz|tes|test|testing|coba|contoh|example|sample"
)
_FREE_HOST = re.compile(r"(?:g|google|y|rocket|hot)?mail\.\w|(?:yahoo|outlook|live|icloud|aol|proton|protonmail)\.\w")
_COUNTED = 7


def names_nobody(words: str) -> bool:
    """Say whether a text where an owner's name should stand names no person."""
    plain = search_key(words)
    return (
        tells_no_place(words)
        or plain in _NO_NAMES
        or (bool(plain) and set(plain.split()) <= _ROLES)
        or _NOT_NAMED.fullmatch(plain) is not None
    )


def tells_no_place(words: str) -> bool:
    """Say whether a text where an address should stand says none, or only where else it would be found."""
    plain = search_key(words)
    return (
        says_nothing(words)
        or is_zero(words)
        or is_placeholder(words)
        or refers_above(words)
        or _UNSAID.fullmatch(plain) is not None
        or _SAID_ELSEWHERE.fullmatch(plain) is not None
    )


def is_nobodys_mailbox(address: str) -> bool:
    """Say whether an address was typed because a form demanded one: tidakadaemail@…, noemail123@…, abc@gmail.com."""
    local, _, host = address.casefold().partition("@")
    bare = re.sub(r"[\W\d_]+", "", local)
    if says_nothing(local) or is_zero(local) or _MAILBOX.fullmatch(bare):
        return True
    return _FREE_HOST.match(host) is not None and _AT_HAND.fullmatch(bare) is not None


def counts_up(number: str) -> bool:
    """Say whether the last digits of a telephone number only count up or down: many write 0812 3456 7890 for any."""
    tail = [int(digit) for digit in number[-_COUNTED:] if digit.isdigit()]
    steps = {(two - one) % 10 for one, two in pairwise(tail)}
    return len(tail) == _COUNTED and steps in ({1}, {9})
