"""Pages reached by a signed link: the address is the proof, whatever cookies the browser keeps or refuses."""

from collections.abc import Sequence
from typing import Any

from flask import Flask, current_app, request
from flask_wtf.csrf import CSRFProtect


def add_link_pages(app: Flask, csrf: CSRFProtect, blueprints: Sequence[Any]) -> None:
    """Serve pages whose every address carries a signed link; no form of theirs needs a cookie."""
    app.extensions["link_pages"] = frozenset(blueprint.name for blueprint in blueprints)
    for blueprint in blueprints:
        # Nobody can send such a form in another's name without the link, and with it nobody needs the other's browser.
        csrf.exempt(blueprint)
        app.register_blueprint(blueprint)


def is_link_page() -> bool:
    """Tell whether the requested page is reached by a signed link."""
    return request.blueprint in current_app.extensions.get("link_pages", ())
