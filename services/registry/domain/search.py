"""How text is made comparable, so that a search finds "UD. Nōra" by "ud nora"."""

import re
import unicodedata

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def search_key(text: str | None) -> str:
    """Return the text in lower case, without accents and punctuation, one space between words."""
    plain = unicodedata.normalize("NFKD", text or "").casefold()
    return _NOT_A_WORD.sub(" ", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip()


def national_digits(text: str | None) -> str:
    """Return a phone number's digits without country code and leading zero, however it was typed."""
    digits = "".join(sign for sign in text or "" if "0" <= sign <= "9")
    return digits.removeprefix("62").lstrip("0")
