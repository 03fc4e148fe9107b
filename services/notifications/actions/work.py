"""What waits among the mails for people; mails to settle are told with how mail goes."""

from shared.events.notifications import WorkCounted
from shared.messaging.parked import count_parked
from shared.messaging.work import Work

work = Work(WorkCounted, {"parked": count_parked})
