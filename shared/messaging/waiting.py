"""How much waits in a service for people, announced when it has changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import JSON, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared import clock
from shared.database import KernelBase
from shared.events.waiting import Counted, WaitingCount
from shared.messaging.outbox import publish
from shared.messaging.restoration import lifted

ONLY = 1


class WaitingAnnounced(KernelBase):
    """The counts as they were last announced, in one row; empty: they are to be announced whatever they are."""

    __tablename__ = "waiting_announced"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)


@dataclass(frozen=True)
class Waiting:
    """What one service counts, by the keys it declares, and the fact in which it says so."""

    contract: type[Counted]
    counts: Mapping[str, Callable[[Session], int]]

    def now(self, session: Session) -> dict[str, int]:
        return {key: count(session) for key, count in self.counts.items()}

    def changed(self, session: Session) -> bool:
        """Tell whether the counts are others than those announced last."""
        return session.get_one(WaitingAnnounced, ONLY).counts != self.now(session)

    def announce(self, session: Session) -> None:
        """Announce the counts, unless another worker just did."""
        announced = session.get_one(WaitingAnnounced, ONLY, with_for_update=True, populate_existing=True)
        counts = self.now(session)
        if announced.counts == counts:
            return
        announced.counts, announced.revision = counts, announced.revision + 1
        lines = [WaitingCount(key=key, count=count) for key, count in counts.items()]
        publish(session, self.contract(revision=announced.revision, counted_at=clock.now(), counts=lines))


def tell_again(session: Session) -> None:
    """Let the counts be announced anew, under a revision nobody has heard."""
    session.execute(
        update(WaitingAnnounced).values(revision=lifted(WaitingAnnounced.revision), counts={}),
        execution_options={"synchronize_session": False},
    )
