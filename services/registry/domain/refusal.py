"""Hearing a no: in Indonesian as written and as spoken here, and in English, with the slips of hasty typing."""

import re
from collections.abc import Iterable, Sequence
from itertools import dropwhile

from rapidfuzz.distance import OSA

from services.registry.domain.silence import listed_words

_DENIAL = listed_words(
    "tidak tdk tidk tida tdak tda tak tiada ga g gk gak gax nggak ngga enggak engga kagak kaga ndak nda endak indak"
    " ndik endik kada kadak belum blm blum belom jangan jgn jngn kurang t n no nope nah not non never dont wont cant"
    " cannot doesnt didnt false"
)
_REFUSAL = listed_words(
    "menolak tolak ditolak nolak penolakan keberatan berkeberatan ogah emoh males malas gamau gakmau batal batalkan"
    " dibatalkan cabut dicabut mencabut tarik ditarik hentikan dihentikan stop refuse refused decline declined"
    " disagree object objection withdraw withdrawn revoke revoked unwilling reject rejected larang dilarang melarang"
)
_SLIPS_OF = listed_words("tidak enggak nggak jangan belum menolak keberatan berkeberatan mencabut")
_NO_SLIPS = listed_words("tindak")
_WILLING = listed_words(
    "ya iya y yes yup ok oke okay bersedia sedia setuju mau boleh berkenan sepakat siap silakan silahkan agree sure"
    " bisa dapat tentu"
)
_IF = listed_words(
    "asal asalkan jika jikalau kalau kalo klo bila apabila selama sepanjang kecuali apakah apa kenapa mengapa mana why"
    " if unless provided dulu dulunya tadinya awalnya semula formerly bukan bukannya bkn"
)
_NOT_MINDING = _REFUSAL | listed_words(
    "masalah soal mengapa apa apa2 apaapa apapa papa pa pp ragu problem objections issue issues mind worries"
    " merepotkan mengganggu"
)
_NOT_KNOWING = listed_words(
    "tahu tau diketahui ketahui mengetahui yakin pasti tentu jelas paham mengerti ingat diisi terisi isi mengisi"
    " terdata didata data tercatat lengkap ditanya ditanyakan tanya menjawab dijawab jawab jawaban dihubungi terhubung"
    " dikonfirmasi konfirmasi memutuskan diputuskan comment answer answered response asked sure known know available"
    " applicable hp telp telepon wa"
)
_BETWEEN = listed_words(
    "ada yet a an any pernah bisa dapat di been be sempat begitu terlalu jadi menjadi merasa akan have i do sama sekali"
)
_NOBODY_DENIED = listed_words("ada pernah")
_WRITTEN_OUT = frozenset(word for word in _DENIAL if len(word) > 1)
_LONG_ENOUGH = 4
_RUN = re.compile(r"(.)\1+")


def refuses(clauses: Iterable[Sequence[str]]) -> bool:
    """Say whether an answer, in words without punctuation clause by clause, is a no.

    A denial of refusing ("tidak keberatan") or of knowing ("belum ditanya") is none, nor one that stands behind a
    yes or a condition ("asal tidak disebarluaskan").
    """
    for clause in clauses:
        words = _joined(clause)
        ahead = list(dropwhile(lambda word: not _denies(word), words))
        if any(word in _WILLING | _IF for word in words[: len(words) - len(ahead)]):
            return False
        if ahead:
            return _is_meant(ahead)
    return False


def denies(clauses: Iterable[Sequence[str]]) -> bool:
    """Say whether a denial is among the words, whatever it denies."""
    return any(_denies(word) for clause in clauses for word in _joined(clause))


def _is_meant(ahead: Sequence[str]) -> bool:
    first, *rest = ahead
    if first == "no" and any(sign.isdigit() for word in rest for sign in word):
        return False  # short for a number
    if first in _REFUSAL:
        return True
    denied = next((word for word in rest if word not in _BETWEEN), None)
    if denied is None:
        return not _NOBODY_DENIED & set(rest)
    return denied not in _NOT_MINDING | _NOT_KNOWING


def _joined(clause: Sequence[str]) -> Sequence[str]:
    """Return the words of a clause, as one where they were spaced out, without single letters in its middle."""
    together = "".join(clause)
    if len(clause) > 1 and all(len(word) == 1 for word in clause):
        return [together]
    words = [clause[0], *(word for word in clause[1:] if len(word) > 1 or word.isdigit())]
    return words if any(map(_denies, words)) or not _denies(together) else [together]


def _denies(word: str) -> bool:
    once = _RUN.sub(r"\1", word)
    if word in _DENIAL | _REFUSAL or once in _DENIAL:
        return True
    return _is_slip(word) or _is_slip(once) or any(word == no + will for no in _WRITTEN_OUT for will in _WILLING)


def _is_slip(word: str) -> bool:
    if len(word) < _LONG_ENOUGH or word in _NO_SLIPS:
        return False
    return any(_near(word, known) for known in _SLIPS_OF)


def _near(word: str, known: str) -> bool:
    return (word[0] == known[0] or sorted(word) == sorted(known)) and OSA.distance(word, known) <= len(known) // 5
