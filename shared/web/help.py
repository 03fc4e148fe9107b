"""Which part of the help is about the page somebody is on; each service says it of its own pages."""

from flask import request

from shared.web.site import PARTS, is_under

HELP = "/bantuan"
_OF_PATH = sorted((entry for part in PARTS.values() for entry in part.help.items()), key=lambda entry: -len(entry[0]))


def help_link() -> str:
    """Return the address of the help, beginning with what is about the requested page; it names no more of it."""
    part = next((part for path, part in _OF_PATH if is_about(request.path, path)), None)
    return f"{HELP}?bagian={part}" if part else HELP


def is_about(path: str, described: str) -> bool:
    """Tell whether what is said of one address holds for a path: the first page is itself alone."""
    return path == described if described == "/" else is_under(path, described)
