"""Why somebody cannot come, as ready choices: counted, they say what to change next time."""

from shared.language import DEFAULT, Message, msg, translate

EXCUSES: dict[str, Message] = {
    "harvest": msg("It is harvest time"),
    "ill": msg("Somebody is ill"),
    "far": msg("It is too far"),
    "alone": msg("Nobody can look after the business"),
    "no_need": msg("There is no need for it"),
}
OWN_WORDS = "own_words"
"""Stands in counts for those who chose none and wrote why."""
LABELS: dict[str, Message] = {**EXCUSES, OWN_WORDS: msg("Other words")}


def said(excuse: str | None, words: str | None) -> str | None:
    """Return as one text what was chosen and what was written, None where neither was."""
    chosen = [translate(EXCUSES[excuse], DEFAULT)] if excuse in EXCUSES else []
    return ". ".join([*chosen, *([words] if words else [])]) or None
