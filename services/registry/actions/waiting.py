"""What waits in the register for people, and whether it has begun: the office's first page says both."""

from services.registry.queries.ikm_list import count_begun
from services.registry.queries.import_rows import count_waiting
from shared.events.registry import WaitingCounted
from shared.messaging.parked import count_parked
from shared.messaging.waiting import Waiting

waiting = Waiting(WaitingCounted, {"import_rows": count_waiting, "parked": count_parked, "begun": count_begun})
