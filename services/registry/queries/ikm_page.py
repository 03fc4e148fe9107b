"""Everything the register knows of one IKM, in as many queries as there are tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from services.registry.domain import size
from services.registry.domain.outcome import COMPLETED
from services.registry.domain.profile import SHARING, consent_state
from services.registry.models.certificate import Certificate
from services.registry.models.contact import Contact
from services.registry.models.enrolment import Enrolment
from services.registry.models.ikm import Ikm
from services.registry.models.merge import Merge
from services.registry.queries.merges import merges_of
from services.registry.queries.outcomes import Shown, outcomes_of_ikm
from shared.among import among
from shared.change import Change
from shared.clock import now
from shared.errors import NotFound
from shared.language import msg
from shared.vocabulary import CERTIFICATES

CHANGES_SHOWN = 50


@dataclass(frozen=True)
class Holdings:
    """One kind of certificate: what is recorded of it, or nothing yet."""

    kind: str
    state: str
    rows: list[Certificate]


@dataclass(frozen=True)
class IkmPage:
    ikm: Ikm
    owner: Contact | None
    proxy: Contact | None
    holdings: list[Holdings]
    consent: str
    workers: int | None
    sizes: dict[str, str | None]
    merged_into: Ikm | None
    merges: Sequence[Merge]
    outcomes: list[Shown]
    changes: Sequence[Change]

    @property
    def skills(self) -> list[Enrolment]:
        """What the IKM learnt: the programmes it completed."""
        return [one for one in self.ikm.enrolments if one.state == COMPLETED]

    @property
    def undoable(self) -> Merge | None:
        """The merger by which it lives on in another, while that may be undone."""
        standing = (merge for merge in self.merges if merge.gone_id == self.ikm.id and merge.may_be_undone(now()))
        return next(standing, None)


def ikm_page(session: Session, ikm_id: UUID) -> IkmPage:
    """Return one IKM with all that hangs on it. Raises NotFound."""
    ikm = get_ikm(session, ikm_id)
    contacts = {contact.kind: contact for contact in ikm.contacts}
    workers = size.workers(ikm.workers_male, ikm.workers_female, ikm.workers_total)
    return IkmPage(
        ikm=ikm,
        owner=contacts.get("owner"),
        proxy=contacts.get("proxy"),
        holdings=[_holdings(kind, ikm.certificates) for kind in CERTIFICATES],
        consent=consent_state(ikm.consents, SHARING),
        workers=workers,
        sizes={
            size.PERMENPERIN: size.permenperin_64(workers, ikm.investment),
            size.PP7_CAPITAL: size.pp7_by_capital(ikm.investment),
            size.PP7_SALES: size.pp7_by_sales(ikm.production_value),
            size.BPS: size.bps(workers),
        },
        merged_into=session.get(Ikm, ikm.merged_into_id) if ikm.merged_into_id else None,
        merges=merges_of(session, ikm_id),
        outcomes=outcomes_of_ikm(session, ikm),
        changes=session.scalars(
            select(Change)
            .where(Change.noun == "ikm", Change.noun_id == ikm_id)
            .order_by(Change.id.desc())
            .limit(CHANGES_SHOWN)
        ).all(),
    )


def get_ikm(session: Session, ikm_id: UUID) -> Ikm:
    """Return an IKM with what hangs on it, ready to be shown. Raises NotFound."""
    ikm = session.scalars(
        select(Ikm)
        .where(Ikm.id == ikm_id)
        .options(
            selectinload(Ikm.contacts),
            selectinload(Ikm.certificates),
            selectinload(Ikm.needs),
            selectinload(Ikm.participations),
            selectinload(Ikm.enrolments),
            selectinload(Ikm.consents),
        )
    ).one_or_none()
    if ikm is None:
        raise NotFound(msg("There is no such IKM."))
    return ikm


def changes_since(session: Session, seen: int | None, *ikm_ids: UUID) -> Sequence[Change]:
    """Return what was changed of these IKM after the change ``seen``, newest first; None: nothing was seen."""
    mine = select(Change).where(Change.noun == "ikm", among(Change.noun_id, ikm_ids), Change.id > (seen or 0))
    return session.scalars(mine.order_by(Change.id.desc()).limit(CHANGES_SHOWN)).all()


def newest_change(session: Session, *ikm_ids: UUID) -> int:
    """Return the id of the last change of these IKM, 0 where there is none."""
    mine = select(func.max(Change.id)).where(Change.noun == "ikm", among(Change.noun_id, ikm_ids))
    return session.scalar(mine) or 0


def id_of_number(session: Session, number: str) -> UUID | None:
    """Return the id behind a number as people write it: "IKM-00012", "ikm 12" or "12"."""
    digits = "".join(sign for sign in number if "0" <= sign <= "9")[:9]
    if not digits:
        return None
    return session.scalars(select(Ikm.id).where(Ikm.number == f"IKM-{int(digits):05d}")).one_or_none()


def _holdings(kind: str, certificates: Sequence[Certificate]) -> Holdings:
    rows = [row for row in certificates if row.kind == kind]
    return Holdings(kind, rows[0].state if rows else "unknown", rows)
