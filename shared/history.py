"""Is the history whole? Its chain and its seals, followed from the first change to the last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from shared import seals
from shared.audit import sealing_keys
from shared.change import FORGET, Change, ChangeActor, ChangeHead, ChangeValue, commitment, fingerprint, value_text
from shared.forgetting import Erasure


@dataclass
class Verdict:
    """``broken``: the first change that does not fit, 0 where all are gone.

    ``unsealed_to``, ``unsealed_until``: the last change from before there was a key, and when it was; neither ever
    grows. ``foreign``: how many bear the seal of a key that is not at hand. For both, the next seal of ours vouches.
    ``erased``: of how many changes values or the name are gone, as recorded. ``missing``: the first change whose
    values or name are gone although no erasure took them; it counts as broken.
    """

    broken: int | None = None
    unsealed_to: int = 0
    unsealed_until: datetime | None = None
    foreign: int = 0
    erased: int = 0
    missing: int | None = None


@dataclass
class Gaps:
    """What is gone from beside the chain, by the change it belonged to, and not yet known to be erased."""

    values: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    names: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)

    def note(self, change: Mapping[str, Any]) -> None:
        if change["value_salt"] is None:
            self.values[change["id"]] = change
        if change["actor_salt"] is None:
            self.names[change["id"]] = change

    def explain(self, erasure: Erasure) -> bool:
        """Take out what an erasure took; tell whether it is as much as was recorded."""
        values = {number for number, change in self.values.items() if _took_values(erasure, change)}
        names = {number for number, change in self.names.items() if _took_name(erasure, change)}
        self.erased |= values | names
        for gone, explained in ((self.values, values), (self.names, names)):
            for number in explained:
                del gone[number]
        return (len(values), len(names)) == (erasure.values, erasure.names)


def _took_values(erasure: Erasure, change: Mapping[str, Any]) -> bool:
    about = (change["noun"], change["noun_id"]) in erasure.subjects or change["id"] in erasure.changes
    return about and change["id"] <= erasure.up_to and change["action"] != FORGET


def _took_name(erasure: Erasure, change: Mapping[str, Any]) -> bool:
    theirs = change["actor_id"] == erasure.subjects[0][1] and change["id"] <= erasure.up_to
    return theirs or (change["actor_id"] is None and _took_values(erasure, change))


def verify(session: Session) -> Verdict:
    """Follow the chain from its first change to its head, and look at every seal and every value that is left."""
    keys, verdict, gaps, previous, last, vouched = sealing_keys(session), Verdict(), Gaps(), "", 0, None
    with session.execute(_everything()) as changes:
        for change in map(Row._asdict, changes):
            fit = seals.fits(keys, change["hash"], change["seal"]) if change["seal"] else None
            stripped = change["seal"] is None and last > verdict.unsealed_to
            linked = change["previous_hash"] == previous and change["hash"] == fingerprint(change)
            if fit is False or stripped or not linked or not _is_as_bound(change) or not _is_explained(change, gaps):
                verdict.broken = int(change["id"])
                return verdict
            previous, last, vouched = change["hash"], change["id"], fit
            if change["seal"] is None:
                verdict.unsealed_to, verdict.unsealed_until = last, change["at"]
            verdict.foreign += change["seal"] is not None and fit is None
    verdict.erased = len(gaps.erased)
    head = session.scalars(select(ChangeHead.hash)).one()
    if head != previous or (last and not vouched):
        verdict.broken = last
    elif gaps.values or gaps.names:
        verdict.broken = verdict.missing = min([*gaps.values, *gaps.names])
    return verdict


def _everything() -> Select[Any]:
    beside = (
        ChangeValue.salt.label("value_salt"), ChangeValue.old, ChangeValue.new, ChangeValue.reason,
        ChangeActor.salt.label("actor_salt"), ChangeActor.name.label("actor_name"),
    )  # fmt: skip
    return (
        select(*Change.__table__.columns, *beside)
        .outerjoin(ChangeValue, ChangeValue.change_id == Change.id)
        .outerjoin(ChangeActor, ChangeActor.change_id == Change.id)
        .order_by(Change.id)
        .execution_options(yield_per=1000)
    )


def _is_as_bound(change: Mapping[str, Any]) -> bool:
    """Tell whether what is left beside a change is what it was bound to."""
    salt, name_salt = change["value_salt"], change["actor_salt"]
    return (salt is None or commitment(salt, value_text(change)) == change["value_commitment"]) and (
        name_salt is None or commitment(name_salt, change["actor_name"]) == change["actor_commitment"]
    )


def _is_explained(change: Mapping[str, Any], gaps: Gaps) -> bool:
    """Note what is gone of a change; tell whether one that records an erasure says what really is gone."""
    gaps.note(change)
    if change["action"] != FORGET:
        return True
    return change["value_salt"] is not None and gaps.explain(Erasure.read(change["new"]))


def first_broken_link(session: Session) -> int | None:
    """Return the id of the first change that does not fit the chain, or None where all is whole.

    Where the newest changes are gone, that is the id of the last one left, or 0.
    """
    return verify(session).broken
