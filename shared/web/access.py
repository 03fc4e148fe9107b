"""Who may use a route. Every route says it; the kernel refuses to serve one that does not."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from flask import Flask, current_app, request

from shared.context import Actor

View = TypeVar("View", bound=Callable[..., Any])
ROLES = frozenset({"staff", "head", "admin", "institution"})
ANYONE = frozenset({"anyone"})
FILES = frozenset({"static", "own.static", "bootstrap.static"})
"""Style sheets and scripts: the same for everybody."""


def allow(*roles: str) -> Callable[[View], View]:
    """Open a view to signed-in people of these roles; an admin may do what staff may."""
    unknown = set(roles) - ROLES
    if unknown or not roles:
        raise ValueError(f"not roles: {sorted(unknown)}")
    allowed = frozenset(roles) | ({"admin"} if "staff" in roles else set())

    def declare(view: View) -> View:
        view.allowed_roles = allowed  # type: ignore[attr-defined] # a mark on a function
        return view

    return declare


def allow_anyone(view: View) -> View:
    """Open a view to everybody, signed in or not."""
    view.allowed_roles = ANYONE  # type: ignore[attr-defined] # a mark on a function
    return view


def allowed_roles(app: Flask, endpoint: str, method: str) -> frozenset[str] | None:
    """Return who may use an endpoint with a method; None where nobody said.

    Whoever may use one method of an endpoint may ask which there are (OPTIONS).
    """
    if endpoint in FILES:
        return ANYONE
    view_class = getattr(app.view_functions[endpoint], "view_class", None)
    if method == "OPTIONS" and view_class:
        roles = [allowed_roles(app, endpoint, one) for one in view_class.methods]
        return ANYONE if ANYONE in roles else frozenset().union(*filter(None, roles))
    return getattr(handler_of(app, endpoint, method), "allowed_roles", None)


def handler_of(app: Flask, endpoint: str, method: str) -> Callable[..., Any]:
    """Return the function that answers a method of an endpoint, with what was said of it."""
    view = app.view_functions[endpoint]
    view_class = getattr(view, "view_class", None)
    found: Callable[..., Any] = getattr(view_class, method.lower(), None) or getattr(view_class, "get", None) or view
    return found


def roles_of_this_request() -> frozenset[str] | None:
    """Return who may use the requested route; unknown addresses are open, so that they can answer 404."""
    if request.endpoint is None:
        return ANYONE
    return allowed_roles(current_app, request.endpoint, request.method)


def may(user: Actor | None, roles: frozenset[str]) -> bool:
    """Tell whether this person is among those allowed."""
    return roles == ANYONE or (user is not None and user.role in roles)


def undeclared_routes(app: Flask) -> list[str]:
    """Return every route and method that does not say who may use it."""
    return [f"{method} {rule}" for endpoint, method, rule in _routes(app) if not allowed_roles(app, endpoint, method)]


def _routes(app: Flask) -> Iterator[tuple[str, str, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, rule.rule
