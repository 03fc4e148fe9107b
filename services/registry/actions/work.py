"""What waits in the register for people."""

from services.registry.queries.import_rows import count_waiting
from shared.events.registry import WorkCounted
from shared.messaging.parked import count_parked
from shared.messaging.work import Work

work = Work(WorkCounted, {"import_rows": count_waiting, "parked": count_parked})
