"""The menu: what each person may find where, over all three services."""

from dataclasses import dataclass

from flask import request

from shared.context import Actor
from shared.language import Message, msg
from shared.rights import Right, has


@dataclass(frozen=True)
class Entry:
    """One line of the menu, for whoever has the right to what is there."""

    label: Message
    path: str
    icon: str
    right: Right

    @property
    def is_here(self) -> bool:
        """Tell whether the person is in this part of the site."""
        return request.path == self.path or (self.path != "/" and request.path.startswith(f"{self.path}/"))


ENTRIES = (
    Entry(msg("Home"), "/", "house", Right.OWN_ACCOUNT_KEEP),
    Entry(msg("IKM"), "/ikm", "shop", Right.REGISTER_READ),
    Entry(msg("Import"), "/impor", "file-earmark-spreadsheet", Right.IMPORTS_READ),
    Entry(msg("Offers"), "/penawaran", "mortarboard", Right.OFFERS_READ),
    Entry(msg("My offers"), "/penawaran/saya", "mortarboard", Right.OWN_OFFERS_READ),
    Entry(msg("Calls"), "/telepon", "telephone", Right.CALLS_READ),
    Entry(msg("Institutions"), "/lembaga", "building", Right.INSTITUTIONS_READ),
    Entry(msg("Email"), "/surel", "envelope", Right.MAILS_READ),
    Entry(msg("Parked messages"), "/sistem/partners/tertahan", "exclamation-triangle", Right.PARKED_READ),
)


def menu(user: Actor | None) -> list[Entry]:
    """Return the menu of a person; who is not signed in has none."""
    return [entry for entry in ENTRIES if user and has(user.role, [entry.right])]
