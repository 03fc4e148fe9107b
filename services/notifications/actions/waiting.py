"""What waits among the mails for people."""

from services.notifications.models.message import count_unsettled
from shared.events.notifications import WaitingCounted
from shared.messaging.parked import count_parked
from shared.messaging.waiting import Waiting

waiting = Waiting(WaitingCounted, {"mails": count_unsettled, "parked": count_parked})
