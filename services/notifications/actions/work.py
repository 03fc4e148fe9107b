"""What waits among the mails for people."""

from services.notifications.models.message import count_unsettled
from shared.events.notifications import WorkCounted
from shared.messaging.parked import count_parked
from shared.messaging.work import Work

work = Work(WorkCounted, {"mails": count_unsettled, "parked": count_parked})
