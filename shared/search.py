"""How text is made comparable, so that a search finds "UD. Nōra" by "ud nora"."""

import re
import unicodedata

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_LETTER = re.compile(r"[a-z]")
SHORTEST_NUMBER = 4


def search_key(text: str | None) -> str:
    """Return the text in lower case, without accents and punctuation, one space between words."""
    if not text:
        return ""
    return _NOT_A_WORD.sub(" ", text.lower() if text.isascii() else _without_accents(text)).strip()


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def national_digits(text: str | None) -> str:
    """Return a phone number's digits without country code and leading zero, however it was typed."""
    digits = "".join(sign for sign in text or "" if "0" <= sign <= "9")
    return digits.removeprefix("62").lstrip("0")


def readings(search: str) -> list[list[str]]:
    """Return in which ways a search may be meant, each with what must all be found.

    That is every word in any order; a search without letters may also be a piece of a phone number or of another
    number of many digits. What holds neither letter nor digit has no meaning at all.
    """
    key, number = search_key(search), national_digits(search)
    if not key:
        return []
    may_be_phone = len(number) >= SHORTEST_NUMBER and not _LETTER.search(key)
    return [key.split(), [number]] if may_be_phone else [key.split()]
