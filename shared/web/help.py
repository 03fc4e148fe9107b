"""Which part of the help is about the page somebody is on; each service says it of its own pages."""

from collections.abc import Mapping

from flask import request

from shared.rights import ROLES
from shared.web.auth import current_user
from shared.web.site import PARTS, is_under

HELP = "/bantuan"


def _longest_first(described: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(described.items(), key=lambda entry: -len(entry[0]))


_FOR_ALL = {path: about for part in PARTS.values() for path, about in part.help.items()}
_OTHERWISE = {path: about for part in PARTS.values() for path, about in part.help_of_institutions.items()}
_OF_PATH, _OF_INSTITUTIONS = _longest_first(_FOR_ALL), _longest_first({**_FOR_ALL, **_OTHERWISE})


def help_link() -> str:
    """Return the address of the help, beginning with what is about the requested page for whoever reads it.

    It names no more of the page.
    """
    user = current_user()
    role = ROLES.get(user.role) if user else None
    own = _OF_INSTITUTIONS if role and role.of_institution else _OF_PATH
    part = next((part for path, part in own if is_about(request.path, path)), None)
    return f"{HELP}?bagian={part}" if part else HELP


def is_about(path: str, described: str) -> bool:
    """Tell whether what is said of one address holds for a path: the first page is itself alone."""
    return path == described if described == "/" else is_under(path, described)
