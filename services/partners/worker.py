"""The worker process of partners: ``celery --app services.partners.worker worker``."""

from services.partners.actions.restoration import recovery
from services.partners.tasks.consumers import consumers
from services.partners.tasks.schedule import schedule
from services.partners.tasks.work import work
from shared.messaging.celery import create_worker
from shared.settings import Settings

app = create_worker(Settings.from_env("partners"), consumers, schedule, recovery, work)
