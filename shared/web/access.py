"""What right a route needs. Every route says it; the kernel refuses to serve one that does not."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from flask import Flask, current_app, request

from shared.context import Actor
from shared.rights import Right, has

View = TypeVar("View", bound=Callable[..., Any])
ANYONE: frozenset[Right] = frozenset()
"""No right is needed, not even an account."""
FILES = frozenset({"static", "own.static", "bootstrap.static"})
"""Style sheets and scripts: the same for everybody."""


def allow(*rights: Right) -> Callable[[View], View]:
    """Open a view to signed-in people whose role has one of these rights."""
    if not rights or not all(isinstance(right, Right) for right in rights):
        raise ValueError(f"not rights: {rights}")

    def declare(view: View) -> View:
        view.needed_rights = frozenset(rights)  # type: ignore[attr-defined] # a mark on a function
        return view

    return declare


def allow_anyone(view: View) -> View:
    """Open a view to everybody, signed in or not."""
    view.needed_rights = ANYONE  # type: ignore[attr-defined] # a mark on a function
    return view


def needed_rights(app: Flask, endpoint: str, method: str) -> frozenset[Right] | None:
    """Return the rights of which an endpoint with a method needs one; None where nobody said.

    Whoever may use one method of an endpoint may ask which there are (OPTIONS).
    """
    if endpoint in FILES:
        return ANYONE
    view_class = getattr(app.view_functions[endpoint], "view_class", None)
    if method == "OPTIONS" and view_class:
        needed = [needed_rights(app, endpoint, one) for one in view_class.methods]
        return ANYONE if ANYONE in needed else frozenset().union(*filter(None, needed))
    return getattr(handler_of(app, endpoint, method), "needed_rights", None)


def handler_of(app: Flask, endpoint: str, method: str) -> Callable[..., Any]:
    """Return the function that answers a method of an endpoint, with what was said of it."""
    view = app.view_functions[endpoint]
    view_class = getattr(view, "view_class", None)
    found: Callable[..., Any] = getattr(view_class, method.lower(), None) or getattr(view_class, "get", None) or view
    return found


def rights_for_this_request() -> frozenset[Right] | None:
    """Return what the requested route needs; unknown addresses are open, so that they can answer 404."""
    if request.endpoint is None:
        return ANYONE
    return needed_rights(current_app, request.endpoint, request.method)


def is_open_to(user: Actor | None, needed: frozenset[Right]) -> bool:
    """Tell whether this person has one of the rights that are needed, if any is."""
    return needed == ANYONE or (user is not None and has(user.role, needed))


def undeclared_routes(app: Flask) -> list[str]:
    """Return every route and method that does not say what right it needs."""
    routes = _routes(app)
    return [f"{method} {rule}" for endpoint, method, rule in routes if needed_rights(app, endpoint, method) is None]


def _routes(app: Flask) -> Iterator[tuple[str, str, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, rule.rule
