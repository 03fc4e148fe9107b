"""What a person wrote into a field, and whether it says anything."""

from unicodedata import category

BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs that show nothing (Unicode, Default_Ignorable_Code_Point, and the empty Braille cell)."""


def trimmed(text: str | None) -> str | None:
    """Return a text without the spaces and invisible characters around it; None where it says nothing.

    Dashes and dots alone say nothing either.
    """
    seen = [place for place, character in enumerate(text or "") if _is_seen(character)]
    if not text or not any(category(text[place])[0] in "LNS" for place in seen):
        return None
    return text[seen[0] : seen[-1] + 1]


def could_be_a_name(text: str | None) -> bool:
    """Tell whether a text has a letter, as every name and every word has."""
    return any(_is_seen(character) and category(character)[0] == "L" for character in text or "")


def _is_seen(character: str) -> bool:
    return category(character)[0] not in "ZC" and character not in BLANK_LETTERS
