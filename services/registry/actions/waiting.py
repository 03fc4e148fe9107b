"""What waits in the register for people."""

from services.registry.queries.import_rows import count_waiting
from shared.events.registry import WaitingCounted
from shared.messaging.parked import count_parked
from shared.messaging.waiting import Waiting

waiting = Waiting(WaitingCounted, {"import_rows": count_waiting, "parked": count_parked})
