"""The roster: what the rules look at, one entry per IKM in each column. About 100 bytes an IKM."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.partners.domain.chain import EFFECTS, effects_of
from services.partners.domain.columns import (
    CLUSTER_CODES,
    KECAMATAN_CODES,
    NEVER,
    PERMIT_COLUMNS,
    SEX_CODES,
    SIZE_CODES,
    TOPIC_COLUMNS,
    YES_NO_CODES,
    Codes,
    Days,
    Flags,
    Halves,
    Numbers,
    Whole,
    code,
    desa_number,
    halves_of,
    kbli_number,
)
from services.partners.domain.profile import ELIGIBLE_STATUSES, Profile
from services.partners.domain.trainings import Trainings

Rows = NDArray[np.intp]
HALF = 64


@dataclass(frozen=True)
class Roster:
    """``ids`` are the two halves of each id, in whose order ids stand. ``needs`` is a severity per topic, 0 to 3.

    ``permits`` is a code of yes and no per certificate, ``expiries`` the last day of each (``NEVER`` without one).
    ``effects`` is a code of yes and no per effect on other businesses.
    """

    ids: NDArray[np.uint64]
    active: Flags
    restricted: Flags
    consent: Codes
    registered: Days
    kecamatan: Codes
    cluster: Codes
    kbli: Whole
    size: Codes
    sex: Codes
    desa: Numbers
    needs: Codes
    permits: Codes
    expiries: Days
    effects: Codes
    email: Flags
    phone: Flags
    trainings: Trainings

    @classmethod
    def of(cls, profiles: Sequence[Profile]) -> "Roster":
        """Return the roster of these IKM, in their order."""
        count = len(profiles)
        made = cls(
            ids=_ids(profiles),
            active=np.array([item.status in ELIGIBLE_STATUSES for item in profiles], dtype=np.bool_),
            restricted=np.array([item.restricted for item in profiles], dtype=np.bool_),
            consent=_codes([code(item.consent_to_share, YES_NO_CODES) for item in profiles]),
            registered=np.array([item.registered_on.toordinal() for item in profiles], dtype=np.int32),
            kecamatan=_codes([KECAMATAN_CODES.get(item.kecamatan_code or "", 0) for item in profiles]),
            cluster=_codes([code(item.cluster, CLUSTER_CODES) for item in profiles]),
            kbli=np.array([kbli_number(item.kbli) for item in profiles], dtype=np.int32),
            size=_codes([code(item.size_class, SIZE_CODES) for item in profiles]),
            sex=_codes([code(item.owner_sex, SEX_CODES) for item in profiles]),
            desa=np.array([desa_number(item.kecamatan_code, item.desa) for item in profiles], dtype=np.int64),
            needs=np.zeros((count, len(TOPIC_COLUMNS)), dtype=np.uint8),
            permits=np.zeros((count, len(PERMIT_COLUMNS)), dtype=np.uint8),
            expiries=np.full((count, len(PERMIT_COLUMNS)), NEVER, dtype=np.int32),
            effects=_codes([code(said, YES_NO_CODES) for item in profiles for said in effects_of(item)]).reshape(
                count, len(EFFECTS)
            ),
            email=np.array([item.has_email for item in profiles], dtype=np.bool_),
            phone=np.array([item.has_phone for item in profiles], dtype=np.bool_),
            trainings=Trainings.of([item.trainings for item in profiles]),
        )
        for row, item in enumerate(profiles):
            made._note(row, item)
        return made

    def _note(self, row: int, profile: Profile) -> None:
        for topic, severity in profile.needs.items():
            if topic in TOPIC_COLUMNS:
                self.needs[row, TOPIC_COLUMNS[topic]] = severity
        for kind, permit in profile.permits.items():
            if kind in PERMIT_COLUMNS:
                self.permits[row, PERMIT_COLUMNS[kind]] = YES_NO_CODES.get(permit.state, 0)
                if permit.expires_on:
                    self.expiries[row, PERMIT_COLUMNS[kind]] = permit.expires_on.toordinal()

    def __len__(self) -> int:
        return len(self.ids)

    def id_of(self, row: int) -> UUID:
        high, low = self.ids[row]
        return UUID(int=(int(high) << HALF) | int(low))

    @cached_property
    def rows(self) -> dict[UUID, int]:
        """In which row each IKM stands."""
        return {UUID(int=(high << HALF) | low): row for row, (high, low) in enumerate(self.ids.tolist())}

    def rows_of(self, ikm_ids: Collection[UUID]) -> Rows:
        """Return the rows of those of these IKM that are here."""
        rows = self.rows_at(halves_of("".join(ikm_id.hex for ikm_id in ikm_ids)))
        return rows[rows >= 0]

    def rows_at(self, ids: Halves) -> Rows:
        """Return the row of each of these ids, -1 for one that is not here. No id is made an object for it."""
        if not len(self):
            return np.full(len(ids), -1, dtype=np.intp)
        order, keys = self._by_id
        wanted = _keys(ids)
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[at] == wanted, order[at], -1)

    @cached_property
    def _by_id(self) -> tuple[Rows, NDArray[np.bytes_]]:
        order = np.lexsort((self.ids[:, 1], self.ids[:, 0]))
        return order, _keys(self.ids[order])

    @cached_property
    def seniority(self) -> Whole:
        """The place of each IKM where all stand registered first, of equals the smallest id."""
        in_order = np.lexsort((self.ids[:, 1], self.ids[:, 0], self.registered))
        places = np.empty(len(self), dtype=np.int32)
        places[in_order] = np.arange(len(self), dtype=np.int32)
        return places

    def take(self, rows: Rows) -> "Roster":
        """Return the roster of these rows alone, in their order."""
        return replace(
            self, **{name: getattr(self, name)[rows] for name in COLUMNS}, trainings=self.trainings.take(rows)
        )

    def with_changed(self, changed: "Roster") -> "Roster":
        """Return this roster with the rows of another in place of those of the same IKM, and behind the others."""
        stays = np.ones(len(self), dtype=np.bool_)
        here = self.rows_at(changed.ids)
        stays[here[here >= 0]] = False
        return Roster.joined([self.take(np.flatnonzero(stays)), changed])

    @classmethod
    def joined(cls, parts: Sequence["Roster"]) -> "Roster":
        """Return the rows of one roster followed by those of the next."""
        if not parts:
            return cls.of([])
        columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in COLUMNS}
        return replace(parts[0], **columns, trainings=Trainings.joined([part.trainings for part in parts]))


COLUMNS = tuple(item.name for item in fields(Roster) if item.name != "trainings")


def _keys(ids: Halves) -> NDArray[np.bytes_]:
    """Return ids as texts of 16 bytes, which stand in the order of their numbers."""
    return np.ascontiguousarray(ids.astype(">u8")).view("S16").ravel()


def _codes(numbers: Sequence[int]) -> Codes:
    return np.array(numbers, dtype=np.uint8)


def _ids(profiles: Sequence[Profile]) -> NDArray[np.uint64]:
    halves = [divmod(item.ikm_id.int, 1 << HALF) for item in profiles]
    return np.array(halves, dtype=np.uint64).reshape(len(profiles), 2)
