"""Text as people write it: what says something, what only seems to, and what no text may hold."""

import re
import unicodedata

FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Signs that count as letters or symbols and show nothing."""
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that let the text after them read in another order than it is written (UTR 36, 2.5)."""
_BREAK = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
_SPACES_OF_CONTROL = frozenset("\t\n\v\f\r\x85")


def says_something(text: str) -> bool:
    """Tell whether at least one letter or digit is to be seen: what is required cannot be less."""
    return any(sign.isalnum() and sign not in FILLERS for sign in text)


def has_letter(text: str) -> bool:
    """Tell whether a letter is to be seen, as in every name."""
    return any(sign.isalpha() and sign not in FILLERS for sign in text)


def is_blank(text: str) -> bool:
    """Tell whether nothing is to be seen: only spaces, fillers, marks without a letter, and what is invisible."""
    return not any(unicodedata.category(sign)[0] in "LNPS" and sign not in FILLERS for sign in text)


def is_fit(text: str) -> bool:
    """Tell whether the text can be kept and shown as it is: no controls but breaks and tabs, nothing that turns."""
    return not any(map(_is_unfit, text))


def one_line(text: str) -> str:
    """Return the text in one line: a space for every break, tab and odd space; without what is invisible."""
    return _line(_BREAK.sub(" ", text)).strip()


def lines(text: str) -> str:
    """Return the text with plain line breaks and spaces, without what is invisible."""
    return "\n".join(_line(line).rstrip() for line in _BREAK.split(text)).strip()


def _line(text: str) -> str:
    spaced = "".join(" " if sign.isspace() else sign for sign in text)
    if spaced.isascii():
        return spaced
    return unicodedata.normalize("NFC", "".join(sign for sign in spaced if unicodedata.category(sign) != "Cf"))


def _is_unfit(sign: str) -> bool:
    if sign in TURNS:
        return True
    return sign not in _SPACES_OF_CONTROL and unicodedata.category(sign) in ("Cc", "Cs")
