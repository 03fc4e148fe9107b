"""What a browser or a program says it is, in words that its owner recognises."""

import re

from shared.nik import without_likely_nik

BROWSERS = (
    ("Edg", "Microsoft Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
"""The first that is found counts: nearly every browser also calls itself by the names of those before it."""
PRODUCT = re.compile(r"[A-Za-z][\w.-]{0,39}")


def device_named(user_agent: str) -> str:
    """Return browser and system, else the first word of the program's name; nothing where it does not say.

    It is one line of 40 characters at most, without the number of a person.
    """
    known = [_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)]
    if known[0]:
        return ", ".join(filter(None, known))
    # Masked before it is cut: the half of a number is not known as one.
    product = PRODUCT.match(without_likely_nik(user_agent))
    return product[0] if product else ""


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in names if sign in user_agent), "")
