"""The menu: what each person finds where, over all services, as they declare it."""

from flask import request

from shared.context import Actor
from shared.rights import has
from shared.web.site import PARTS, Entry, is_under

MENU = sorted((entry for part in PARTS.values() for entry in part.menu), key=lambda entry: entry.place)


OFFICE = sorted((entry for part in PARTS.values() for entry in part.office), key=lambda entry: entry.place)
"""The pages on which the office itself is kept, each by the service that owns what it says."""


def menu(user: Actor | None) -> list[Entry]:
    """Return the menu of a person; nobody who is not signed in has one."""
    return [entry for entry in MENU if has(user.role, [entry.right])] if user else []


def is_here(entry: Entry) -> bool:
    """Tell whether the person is in this part of the site."""
    return request.path == entry.path or (entry.path != "/" and is_under(request.path, entry.path))


def office_page() -> Entry | None:
    """Return the part of the page Office on which the person is: the one whose address says most of this one."""
    here = [entry for entry in OFFICE if is_here(entry)]
    return max(here, key=lambda entry: len(entry.path), default=None)
