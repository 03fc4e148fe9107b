"""The menu: what each role finds where, over all three services."""

from dataclasses import dataclass

from flask import request

from shared.context import Actor
from shared.language import Message, msg


@dataclass(frozen=True)
class Entry:
    """One line of the menu."""

    label: Message
    path: str
    icon: str

    @property
    def is_here(self) -> bool:
        """Tell whether the person is in this part of the site."""
        return request.path == self.path or (self.path != "/" and request.path.startswith(f"{self.path}/"))


HOME = Entry(msg("Home"), "/", "house")
OFFICE = (
    HOME,
    Entry(msg("IKM"), "/ikm", "shop"),
    Entry(msg("Import"), "/impor", "file-earmark-spreadsheet"),
    Entry(msg("Offers"), "/penawaran", "mortarboard"),
    Entry(msg("Calls"), "/telepon", "telephone"),
    Entry(msg("Institutions"), "/lembaga", "building"),
    Entry(msg("Email"), "/surel", "envelope"),
    Entry(msg("Parked messages"), "/sistem/partners/tertahan", "exclamation-triangle"),
)
INSTITUTION = (HOME, Entry(msg("My offers"), "/penawaran/saya", "mortarboard"))
MENUS = {"staff": OFFICE, "head": OFFICE, "admin": OFFICE, "institution": INSTITUTION}


def menu(user: Actor | None) -> tuple[Entry, ...]:
    """Return the menu of a person; who is not signed in has none."""
    return MENUS.get(user.role, ()) if user else ()
