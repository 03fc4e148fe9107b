"""How the office presents itself: partners' own row, and the copy of it in every other service."""

from dataclasses import replace
from datetime import time
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared.database import KernelBase, insert_if_absent
from shared.events.partners import OfficeChanged
from shared.settings import UNSET, Office, Settings

ONLY, UNHEARD = 1, 0
SAID = ("name", "address", "phone", "whatsapp", "email", "letterhead", "hours", "quiet_from", "quiet_until")
LEADS_NOWHERE = ("phone", "email")
"""What owners get to read and cannot use as long as nobody has said it."""


class OfficeRow(KernelBase):
    """What is empty was not said. ``revision`` is partners' own, 0 before anything was said."""

    __tablename__ = "office"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=ONLY)
    revision: Mapped[int] = mapped_column(default=UNHEARD)
    name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    whatsapp: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    letterhead: Mapped[str] = mapped_column(String(300), default="")
    hours: Mapped[str] = mapped_column(String(200), default="")
    quiet_from: Mapped[str] = mapped_column(String(5), default="")
    quiet_until: Mapped[str] = mapped_column(String(5), default="")

    @property
    def said(self) -> dict[str, str]:
        """All of it as it was said."""
        return {name: getattr(self, name) for name in SAID}


def locked(session: Session) -> OfficeRow:
    """Return the row for change; it comes to be where it is missing."""
    insert_if_absent(session, OfficeRow, id=ONLY)
    return session.get_one(OfficeRow, ONLY, with_for_update=True, populate_existing=True)


def keep_copy(session: Session, event: OfficeChanged) -> None:
    """Keep the newest snapshot."""
    row = locked(session)
    if event.revision > row.revision:
        row.revision = event.revision
        for name in SAID:
            setattr(row, name, getattr(event, name))


def in_force(session: Session, settings: Settings) -> Settings:
    """Return the settings with the office as it presents itself now: what the installer fixed wins."""
    row = session.get(OfficeRow, ONLY)
    said = row.said if row else {}
    values = {name: _read(name, text) for name, text in said.items() if text and name not in settings.fixed}
    return replace(settings, office=replace(settings.office, **values))


def unsaid(office: Office) -> list[str]:
    """Return what goes out although it leads nowhere."""
    values = ((getattr(office, name), getattr(UNSET, name)) for name in LEADS_NOWHERE)
    return [value for value, unset in values if value == unset]


def _read(name: str, text: str) -> Any:
    return time.fromisoformat(text) if name.startswith("quiet_") else text
