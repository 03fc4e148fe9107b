"""Rises of IKM, the newest first, each with its rule, version and evidence."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.registry.domain.rise_rules import label_of
from services.registry.models.ikm import Ikm
from services.registry.models.rise import Rise
from shared.language import Message


@dataclass(frozen=True)
class ShownRise:
    rise: Rise
    ikm: Ikm

    @property
    def label(self) -> Message:
        return label_of(self.rise.rule, self.rise.version)


def list_rises(session: Session, rule: str | None, size: int, offset: int) -> tuple[list[ShownRise], int]:
    """Return a page of rises, by one rule or by any, and how many there are."""
    wanted = (Rise.rule == rule,) if rule else ()
    total = session.scalar(select(func.count()).select_from(Rise).where(*wanted)) or 0
    rows = select(Rise, Ikm).join(Ikm, Ikm.id == Rise.ikm_id).where(*wanted)
    page = session.execute(rows.order_by(Rise.risen_on.desc(), Rise.id).limit(size).offset(offset))
    return [ShownRise(row[0], row[1]) for row in page], total
