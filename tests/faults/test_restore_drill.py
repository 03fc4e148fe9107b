"""Backups taken one after the other, everything lost, restored: the two databases find each other again, unasked."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("faults"),
    pytest.mark.parametrize("backend", ["sqlite"], indirect=True),
]


def file_of(database):
    return Path(database.engine.url.database)


def back_up(database):
    """Copy a database while it is in use."""
    copy = file_of(database).with_suffix(".backup")
    with closing(sqlite3.connect(file_of(database))) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def lose_everything(system):
    for service in list(system.workers):
        system.kill(service)
    system.stop_broker()
    shutil.rmtree(system.folder / "broker")
    for database in (system.producer, system.consumer):
        database.dispose()
        for leftover in file_of(database).parent.glob(f"{file_of(database).name}*"):
            leftover.unlink()


def restore(database):
    file_of(database).with_suffix(".backup").rename(file_of(database))


@pytest.mark.parametrize("first", ["consumer", "producer"])
def test_databases_backed_up_at_different_times_agree_again(system, first):
    earlier, later = (system.consumer, system.producer) if first == "consumer" else (system.producer, system.consumer)
    system.start_all()
    expected = system.publish(50)
    system.wait_for(expected)
    back_up(earlier)
    expected |= system.publish(40)
    system.wait_for(expected)
    system.wait_until_confirmed()
    back_up(later)
    system.wait_for(expected | system.publish(20))
    lose_everything(system)
    restore(earlier)
    restore(later)
    system.start_broker()
    system.start_all()
    system.wait_for(expected)
    expected |= system.publish(10)
    system.wait_for(expected)
    system.wait_until_confirmed()
