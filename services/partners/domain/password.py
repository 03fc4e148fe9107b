"""What a password must be: hard to guess even by knowing its owner (OWASP ASVS 5, 6.2; NIST SP 800-63B, 3.1.1)."""

import re
import secrets
from collections.abc import Iterable

from zxcvbn import zxcvbn

from services.partners.domain.common_words import COMMON
from shared.errors import RuleBroken
from shared.language import Message, msg

LENGTH = range(12, 129)
"""Long enough to resist guessing, short enough that hashing one costs nothing."""
HARD_TO_GUESS = 4
"""zxcvbn's highest score: more than 10^10 guesses."""
JUDGED = 40
"""Characters zxcvbn looks at: more make no password weaker, but cost it seconds."""
LEFT = 6
"""Letters that must be left beside what everybody knows of the account."""
KNOWN_HERE = (
    "disperindag", "sinergi", "ikm", "umkm", "kutai", "timur", "kutim", "sangatta", "kaltim", "kalimantan", "borneo",
    "indonesia", "merdeka", "pancasila", "bismillah", "rahasia", "kata", "sandi", "katasandi", "masuk", "password",
    "admin", "administrator", "petugas", "pengguna", "dinas", "kantor", "januari", "februari", "maret", "april", "mei",
    "juni", "juli", "agustus", "september", "oktober", "november", "desember", "senin", "selasa", "rabu", "kamis",
    "jumat", "sabtu", "minggu",
)  # fmt: skip
"""What anybody here would try first."""
FEW_WORDS, FEW_LETTERS = 3, 2
"""So many common words, however they are put together, with so many letters besides, are soon tried."""
_SIGNS_FOR_LETTERS = str.maketrans("013457@$!", "oieastasi")
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def require_password(password: str, own: Iterable[str]) -> None:
    """Raise RuleBroken for a password that is too short, too long, or easy to guess; ``own`` is known of its owner."""
    if len(password) < LENGTH.start:
        raise _refusal(msg("A password needs at least {count} characters.", count=LENGTH.start))
    if len(password) not in LENGTH:
        raise _refusal(msg("A password has at most {count} characters.", count=LENGTH.stop - 1))
    known = _words(own)
    if _is_made_of(known, password):
        raise _refusal(
            msg(
                "This password is made of names and words that others know. "
                "Choose a few words that have nothing to do with you or the office."
            )
        )
    if zxcvbn(password[:JUDGED], user_inputs=list(dict.fromkeys((*sorted(known), *COMMON))))["score"] < HARD_TO_GUESS:
        raise _refusal(
            msg(
                "This password is easy to guess. "
                "Choose four words that do not belong together; no rows of digits or letters, nothing repeated."
            )
        )


def readable_password() -> str:
    """Return a random password of 78 bits that can be read out on the phone."""
    return "-".join("".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(4))


def _refusal(message: Message) -> RuleBroken:
    return RuleBroken(message, field="new_password")


def _words(own: Iterable[str]) -> set[str]:
    """Return the words in what is known, and each text as one word."""
    texts = [text.casefold() for text in own]
    words = {word for text in texts for word in re.findall(r"[^\W_]{3,}", text)}
    return words | {"".join(re.findall(r"[^\W_]+", text)) for text in texts if text} | set(KNOWN_HERE)


def _is_made_of(known: Iterable[str], password: str) -> bool:
    """Tell whether the password is known words, or these and a few common ones, with hardly a letter besides."""
    typed = password.casefold()
    return any(_is_hardly_more(known, text) for text in (typed, typed.translate(_SIGNS_FOR_LETTERS)))


def _is_hardly_more(known: Iterable[str], text: str) -> bool:
    whole = "".join(re.findall(r"[^\W_]+", text))
    left, own = _without(known, whole)
    if own and _letters(left) < LEFT:
        return True
    left, common = _without(COMMON, left)
    return bool(own | common) and len(common) <= FEW_WORDS and _letters(left) <= FEW_LETTERS


def _without(words: Iterable[str], text: str) -> tuple[str, set[str]]:
    """Return the text with a gap for each of the words, the longest first, and which of them stood there."""
    found = set()
    for word in sorted(words, key=len, reverse=True):
        if word in text:
            text = text.replace(word, " ")
            found.add(word)
    return text, found


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
