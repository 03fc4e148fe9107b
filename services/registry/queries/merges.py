"""Mergers: as pages and programs show them, and what lives on in what."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from services.registry.models.ikm import Ikm
from services.registry.models.merge import NO_MERGE, Merge
from shared.among import among
from shared.chains import leading_to
from shared.errors import NotFound

NEWEST = select(Merge).options(joinedload(Merge.kept), joinedload(Merge.gone)).order_by(
    Merge.created_at.desc(), Merge.id
)  # fmt: skip


def list_merges(session: Session, size: int, offset: int) -> tuple[Sequence[Merge], int]:
    """Return mergers, newest first, and how many there are."""
    total = session.scalar(select(func.count()).select_from(Merge)) or 0
    return session.scalars(NEWEST.limit(size).offset(offset)).all(), total


def merges_of(session: Session, ikm_id: UUID) -> Sequence[Merge]:
    """Return the mergers an IKM had part in, newest first."""
    return session.scalars(NEWEST.where(or_(Merge.kept_id == ikm_id, Merge.gone_id == ikm_id))).all()


def get_merge(session: Session, merge_id: UUID) -> Merge:
    """Return one merger. Raises NotFound."""
    merge = session.get(Merge, merge_id)
    if merge is None:
        raise NotFound(NO_MERGE)
    return merge


def living_on_in(session: Session, ikm_id: UUID) -> set[UUID]:
    """Return the IKM itself and all that were merged into it, through however many others."""

    def before(some: Collection[UUID]) -> Iterable[UUID]:
        return session.scalars(select(Ikm.id).where(among(Ikm.merged_into_id, some)))

    return leading_to(ikm_id, before)
