"""Where to go next: always an address of this site."""

from urllib.parse import quote, urlencode, urlsplit

from flask import current_app, redirect, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response

from shared.nik import without_nik

SIGN_IN = "/masuk"


def local_path(target: str | None, default: str = "/") -> str:
    """Return ``target`` if it is a path of this site, else ``default``: no open redirect."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return default
    if any(ord(character) < 32 for character in target):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target


def next_path(default: str = "/") -> str:
    """Return where the person wanted to go before signing in (``?next=``)."""
    return local_path(request.values.get("next"), default)


def to_sign_in() -> Response:
    """Send a person to the sign-in page and remember where they wanted to go, or from where a form was sent."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else came_from() or ""
    return redirect(f"{SIGN_IN}?{urlencode({'next': wanted})}" if wanted not in ("", "/") else SIGN_IN)


def page_url(**changes: object) -> str:
    """Return the address of this page with some query parameters changed; None removes one."""
    sent = request.args.to_dict(flat=False)
    query = {without_nik(name): [without_nik(text) for text in texts] for name, texts in sent.items()}
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = [str(value)]
    path = quote(request.path)
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def came_from() -> str | None:
    """Return the page of this site from which the person came, if it is another one that opens by its address."""
    sent = urlsplit(request.referrer or "")
    path = local_path(f"{sent.path}?{sent.query}" if sent.query else sent.path, "")
    is_ours = bool(path) and sent.netloc == request.host
    is_this = request.method == "GET" and sent.path == request.path
    return path if is_ours and not is_this and _opens(sent.path) else None


def _opens(path: str) -> bool:
    # Only the answer to a form is known not to: the paths of the other services are not known here.
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except MethodNotAllowed:
        return False
    except HTTPException:
        return True
    return True
