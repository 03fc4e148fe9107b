"""Single icons out of the installed Bootstrap Icons: the sprite has a megabyte, a page needs a few hundred bytes."""

import re
from functools import cache
from pathlib import Path

import flask_bootstrap
from markupsafe import Markup

SPRITE = Path(flask_bootstrap.__file__).parent / "static/bootstrap5/icons/bootstrap-icons.svg"
SYMBOL = re.compile(r'<symbol class="[^"]*" viewBox="([^"]*)" id="([^"]*)">(.*?)</symbol>', re.DOTALL)


@cache
def _symbols() -> dict[str, tuple[str, str]]:
    return {name: (box, paths) for box, name, paths in SYMBOL.findall(SPRITE.read_text("utf-8"))}


@cache
def icon(name: str) -> Markup:
    """Return the icon as SVG, hidden from screen readers; raises KeyError for a name Bootstrap does not have."""
    box, paths = _symbols()[name]
    return Markup(  # noqa: S704 - the paths come from the installed package
        f'<svg class="icon" width="16" height="16" viewBox="{box}" fill="currentColor" aria-hidden="true">{paths}</svg>'
    )
