"""The scoring policy: every change is a new version, and suggestions follow it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.models.policy import PolicyVersion, latest_locked
from shared.audit import record
from shared.clock import now
from shared.context import actor
from shared.database import new_id
from shared.errors import StaleForm
from shared.language import msg
from shared.work.asking import ask

PREVIEW = "policy.preview"
PAGE = "/penawaran/aturan/ubah?lihat={id}"


def ask_for_effects(session: Session, values: Mapping[str, Any]) -> UUID:
    """Ask the lane of long work what a policy with these values would do; return the work's id."""
    title = msg("What another scoring policy would do")
    alone = f"{PREVIEW} {hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()} {actor().id}"
    return ask(session, PREVIEW, title, page=PAGE, arguments=values, alone=alone)


def change_policy(session: Session, values: Mapping[str, Any], version: int) -> PolicyVersion:
    """Put a new version in force; what ``values`` leaves out stays as it is.

    ``version`` is the one the form was opened with: raises StaleForm where another is in force. What is in force
    already changes nothing, so the same form sent twice is one version.
    """
    current = latest_locked(session)
    old = current.content()
    new = current.content(values)
    if new == old:
        return current
    if current.version != version:
        raise StaleForm
    changed = PolicyVersion(version=version + 1, created_at=now(), created_by=actor().id, **new)
    session.add(changed)
    record(session, noun="policy", noun_id=new_id(), action="change", old={**old, "version": version},
           new={**new, "version": version + 1})  # fmt: skip
    return changed
