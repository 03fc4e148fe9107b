"""The versions of the scoring policy: who put which in force when, and what it changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.partners.models.account import Account
from services.partners.models.policy import CONTENT, PolicyVersion, latest
from shared.errors import NotFound


@dataclass(frozen=True)
class VersionView:
    """``changed_by`` and ``before`` are None for the version the desk began with."""

    policy: PolicyVersion
    changed_by: str | None
    before: PolicyVersion | None

    @property
    def changed(self) -> list[str]:
        """Return the names of what differs from the version before."""
        old, new = (self.before or self.policy).content(), self.policy.content()
        return [name for name in CONTENT if old[name] != new[name]]

    @property
    def without_points(self) -> list[str]:
        """Return the criteria that give nothing, as those do that this version is too old to know."""
        return [name for name, points in self.policy.weights.items() if not points]


def get_version(session: Session, number: int | None = None) -> VersionView:
    """Return one version, the one in force where none is named. Raises NotFound."""
    wanted = latest(session).version if number is None else number
    views = _views(session, size=1, newest=wanted)
    if not views or views[0].policy.version != wanted:
        raise NotFound
    return views[0]


def list_versions(session: Session, size: int, offset: int = 0) -> tuple[Sequence[VersionView], int]:
    """Return one page of the versions, newest first, and how many there are."""
    return _views(session, size, offset), session.scalar(select(func.count(PolicyVersion.version))) or 0


def _views(session: Session, size: int, offset: int = 0, newest: int | None = None) -> list[VersionView]:
    statement = (
        select(PolicyVersion, Account.name)
        .outerjoin(Account, Account.id == PolicyVersion.created_by)
        .order_by(PolicyVersion.version.desc())
    )
    if newest is not None:
        statement = statement.where(PolicyVersion.version <= newest)
    rows = session.execute(statement.limit(size + 1).offset(offset)).all()
    older = [row[0] for row in rows[1:]]
    return [
        VersionView(policy, name, before) for (policy, name), before in zip(rows[:size], [*older, None], strict=False)
    ]
