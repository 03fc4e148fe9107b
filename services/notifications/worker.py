"""The Celery application of notifications."""

from services.notifications.actions.restoration import recovery
from services.notifications.tasks.consumers import consumers
from services.notifications.tasks.schedule import schedule
from shared.messaging.celery import create_worker
from shared.settings import Settings

app = create_worker(Settings.from_env("notifications"), consumers, schedule, recovery)
