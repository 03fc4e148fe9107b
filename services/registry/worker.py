"""The worker process of the registry: ``celery --app services.registry.worker worker``."""

from services.registry.actions.restoration import recovery
from services.registry.tasks.consumers import consumers
from services.registry.tasks.schedule import schedule
from services.registry.tasks.work import work
from shared.messaging.celery import create_worker
from shared.settings import Settings

app = create_worker(Settings.from_env("registry"), consumers, schedule, recovery, work)
