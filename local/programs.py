"""The processes of one machine, in the order in which they start."""

import os
import socket
import sys
import urllib.request
from urllib.error import URLError

from local.broker import broker_answers, broker_command, broker_url
from local.child import Program
from local.environment import Ports, own_keys
from local.place import Place
from shared.messaging.long_queue import queue_of
from shared.web.site import SITE

PROCESSES, THREADS = "prefork", "threads"


def stages(place: Place, ports: Ports, *, own_broker: bool) -> list[list[Program]]:
    """Return the stages of a start: what others need comes first, and so stops last."""
    brokers = [[broker(place, ports)]] if own_broker else []
    workers = [start(service) for service in SITE for start in (worker, long_worker)]
    return [*brokers, [catcher(place, ports)], [web(ports), *workers]]


def broker(place: Place, ports: Ports) -> Program:
    password = own_keys(place)["broker_password"]
    url = broker_url(ports.broker, password)
    return Program("broker", broker_command(place.broker, ports.broker, password), lambda lines: broker_answers(url))


def catcher(place: Place, ports: Ports) -> Program:
    command = [sys.executable, "-m", "local.catcher", str(place.mail.resolve()), str(ports.smtp)]
    return Program("mail-catcher", command, lambda lines: accepts(ports.smtp))


def web(ports: Ports) -> Program:
    command = [sys.executable, "-m", "local.site", str(ports.web)]
    return Program("web", command, lambda lines: all(is_healthy(ports.web, service) for service in SITE))


def worker(service: str) -> Program:
    return celery_worker(f"{service}-worker", service, "--queues", service, "--concurrency", "2", "--pool", pool())


def long_worker(service: str) -> Program:
    return celery_worker(f"{service}-long-worker", service, "--queues", queue_of(service), "--pool", "solo")


def celery_worker(name: str, service: str, *options: str) -> Program:
    command = [sys.executable, "-m", "celery", "--app", f"services.{service}.worker:app", "worker", *options,
               "--loglevel", "INFO", "--without-gossip", "--without-mingle", "--without-heartbeat"]  # fmt: skip
    return Program(name, command, lambda lines: any(" ready." in line for line in lines))


def demonstration(place: Place, ports: Ports) -> Program:
    command = [sys.executable, "-m", "local.demo_load", str(place.directory), f"http://127.0.0.1:{ports.web}"]
    return Program("demonstration", command, lambda lines: True, once=True)


def pool() -> str:
    """Return Celery's pool of processes, which needs shared memory, or else its pool of threads."""
    return PROCESSES if os.access("/dev/shm", os.W_OK) else THREADS  # noqa: S108 - only looked at


def accepts(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def is_healthy(port: int, service: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sistem/{service}/siap", timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
