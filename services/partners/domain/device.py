"""What a browser or a program says it is, in words that its owner recognises."""

import re

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
    """Return browser and system, else the name of the program; nothing where it does not say."""
    known = [_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)]
    if known[0]:
        return ", ".join(filter(None, known))
    product = PRODUCT.match(user_agent)
    return product[0] if product else ""


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in names if sign in user_agent), "")
