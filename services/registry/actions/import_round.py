"""Carrying out many decisions about rows of one list, one after the other: each sees what those before it made."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.import_decisions import carry_out, settle_alike
from services.registry.domain.doubt import speaks_against
from services.registry.domain.duplicates import CERTAIN, Finding
from services.registry.domain.evidence import joined
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from services.registry.queries.doubtful_rows import offered, traits_of_row
from services.registry.queries.known_ikm import known_near


class Round:
    """The register is read once for all rows; ``done`` are those that were carried out, ``made`` what they became."""

    def __init__(self, session: Session, batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
        self._session, self._batch = session, batch
        self._traits = {row.id: traits_of_row(row) for row in rows}
        planned: set[UUID] = set().union(*(row.planned_candidates for row in rows))
        self._known = known_near(session, self._traits.values(), planned)
        self.done: list[ImportRow] = []
        self.made: set[str] = set()

    def found(self, row: ImportRow) -> list[Finding]:
        """Return which businesses a row may be by now."""
        traits = self._traits[row.id]
        return offered(self._known.find(traits, waits_as=lambda: traits.id))

    def is_different(self, row: ImportRow, found: Sequence[Finding], *, alike: bool) -> bool:
        """Tell whether everything a row may be was seen when it was said to be different.

        ``alike``: said of all rows of its reason at once, and so of what those before it became, as far as the reason
        names what speaks against it.
        """
        planned = {str(identity) for identity in row.planned_candidates}
        seen = self.made if alike and speaks_against(row.doubt or "") else set()
        return all(
            one.id in planned or (one.id in seen and one.strength != CERTAIN and one.doubt == row.doubt)
            for one in found
        )

    def carry_out(self, row: ImportRow) -> None:
        """Write a decided row."""
        carry_out(self._session, self._batch, row)
        traits, target = self._traits[row.id], str(row.ikm_id)
        self._known.forget(traits.id)
        traits.id = target
        before = self._known.records.get(target)
        self._known.put(joined(before, traits) if before else traits)
        if row.decision == "different":
            self.made.add(target)
        self.done.append(row)

    def finish(self) -> None:
        """Settle what the decisions made certain, once for all of them."""
        if self.done:
            settle_alike(self._session, *self.done)
