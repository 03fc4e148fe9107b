"""The three services with their own consumers, jobs and recoveries over real databases, joined in memory.

What the broker carries is a list; each service can be put back to an older copy of its database, alone.
"""

import importlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import time_machine
from sqlalchemy import select

from services.notifications.models import Message
from services.partners.models import IkmProfile, Invitation
from services.registry.actions import verification
from services.registry.actions.consents import record_consent
from services.registry.models import Participation
from shared.clock import now
from shared.events.catalogue import SERVICES
from shared.messaging.celery import create_worker
from shared.messaging.courier import Courier
from shared.messaging.inbox import PARKED, Inbox
from shared.messaging.relay import relay
from shared.settings import Settings
from tests.registry.factories import registered, set_contact

NAMES = ("Amplang Siti", "Batik Nora", "Cokelat Rina", "Dodol Umi")


def enter(session, name, number):
    ikm = registered(session, name=name)
    reach = {"name": name, "email": f"ikm{number}@ikm.example", "phone": f"+62812345678{number:02}"}
    set_contact(session, ikm.id, "owner", reach)
    record_consent(session, ikm.id, "yes", "form")
    verification.verify(session, ikm.id)


class QuietCourier(Courier):
    def _queue_length(self, queue):
        return 0


class Service:
    """One service, which may be started again."""

    def __init__(self, name, environment, tasks):
        code = f"services.{name}"
        consumers = importlib.import_module(f"{code}.tasks.consumers").consumers
        schedule = importlib.import_module(f"{code}.tasks.schedule").schedule
        recovery = importlib.import_module(f"{code}.actions.restoration").recovery
        worker = create_worker(Settings.from_env(name, environment), consumers, schedule, recovery)
        self.worker, self.tasks = worker.sinergi, worker.tasks
        self.worker.send = lambda service, verb, *args, **options: tasks.append((service, verb, args))
        self.start()

    def start(self):
        self.courier = QuietCourier(self.worker)
        self.courier.prepare()

    @property
    def database(self):
        return self.worker.database


class Office:
    """``work()`` lets everything travel and happen that is due within half a minute."""

    def __init__(self, folder, environment):
        self.folder, self.environment = folder, environment
        self.tasks = []
        self.services = {name: Service(name, environment, self.tasks) for name in SERVICES}

    def database(self, name):
        return self.services[name].database

    def work(self):
        moment = now()
        for seconds in (0, 6, 12, 24):
            with time_machine.travel(moment.timestamp() + seconds, tick=False):
                self._round()

    def _round(self):
        while self._look():
            while self.tasks:
                name, verb, args = self.tasks.pop(0)
                self.services[name].tasks[f"{name}.{verb}"].run(*args)

    def _look(self):
        for service in self.services.values():
            service.courier.round()
        return bool(self.tasks)

    def carry_only(self):
        """Let facts travel, and no job run."""
        for _ in range(3):
            for name, verb, args in self._carried():
                self.services[name].tasks[f"{name}.{verb}"].run(*args)

    def _carried(self):
        for service in self.services.values():
            relay(service.database, service.worker.settings.service, service.worker.send_events)
        carried, self.tasks[:] = list(self.tasks), []
        return carried

    def copy(self, name):
        with closing(sqlite3.connect(self._file(name))) as source, closing(sqlite3.connect(self._kept(name))) as target:
            source.backup(target)

    def put_back(self, name, *, in_place=False, start=True):
        """Remove the database of one service and go back to its copy; the other two have lived on.

        ``in_place``: into the same file, so that nothing shows it.
        """
        self.database(name).dispose()
        for leftover in self.folder.glob(f"{name}.db*"):
            if not in_place or leftover != self._file(name):
                leftover.unlink()
        shutil.copy(self._kept(name), self._file(name))
        self.worker(name).looked_in = None
        if start:
            self.services[name].start()

    def worker(self, name):
        return self.services[name].worker

    def _file(self, name):
        return Path(self.database(name).engine.url.database)

    def _kept(self, name):
        return self.folder / f"{name}.copy"

    def change(self, name, action, *args, **options):
        with self.database(name).transaction() as session:
            return action(session, *args, **options)

    def restricted(self):
        """Return the names of those that partners must leave alone."""
        with self.database("partners").reading() as session:
            return set(session.scalars(select(IkmProfile.name).where(IkmProfile.restricted)))

    def invited(self):
        with self.database("partners").reading() as session:
            return {row.nomination.profile.name for row in session.scalars(select(Invitation))}

    def participations(self):
        with self.database("registry").reading() as session:
            rows = session.scalars(select(Participation).where(Participation.invitation_id.is_not(None)))
            return {row.invitation_id: row.status for row in rows}

    def mails(self, *templates):
        """Return template, address and state of every mail, or of some kinds."""
        with self.database("notifications").reading() as session:
            rows = session.scalars(select(Message).order_by(Message.template, Message.address))
            asked = [row for row in rows if not templates or row.template in templates]
            return [(row.template, row.address, row.state) for row in asked]

    def parked(self):
        found = []
        for service in self.services.values():
            with service.database.reading() as session:
                found += [(row.name, row.error) for row in session.scalars(select(Inbox).where(Inbox.state == PARKED))]
        return found
