"""What waits in the register for people, and whether it has begun: the office's first page says both."""

from services.registry.queries.ikm_list import count_begun
from services.registry.queries.import_rows import count_waiting
from services.registry.queries.outcomes import count_to_ask, count_to_verify
from shared.events.registry import WaitingCounted
from shared.messaging.parked import count_parked
from shared.messaging.waiting import Waiting

COUNTS = {
    "import_rows": count_waiting,
    "outcomes_to_verify": count_to_verify,
    "outcomes_to_ask": count_to_ask,
    "parked": count_parked,
    "begun": count_begun,
}
waiting = Waiting(WaitingCounted, COUNTS)
