"""The scoring policy: every change is a new version, and suggestions follow it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.policy import PolicyVersion, latest_locked
from shared.audit import record
from shared.clock import now
from shared.context import actor
from shared.database import new_id
from shared.errors import StaleForm

FIELDS = ("weights", "priority_clusters", "yearly_cap", "lately_days", "answer_days")


def change_policy(session: Session, values: Mapping[str, Any], version: int) -> PolicyVersion:
    """Put a new version in force; a form older than the version in force is refused."""
    current = latest_locked(session)
    if current.version != version:
        raise StaleForm
    old = {name: getattr(current, name) for name in FIELDS}
    new = {**old, **{name: values[name] for name in FIELDS if name in values}}
    if new == old:
        return current
    changed = PolicyVersion(version=version + 1, created_at=now(), created_by=actor().id, **new)
    session.add(changed)
    session.execute(update(IkmProfile).values(rematch=True))
    record(session, noun="policy", noun_id=new_id(), action="change", old={**old, "version": version},
           new={**new, "version": version + 1})  # fmt: skip
    return changed
