"""Anybody may send; nobody can make the site busy or big with it."""

import json
import re
import socket
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest

from local.running import System
from shared.web.sentences import MOST_TOLD
from shared.web.weight import LARGEST_OF_STRANGERS

TOKENS = "/api/partners/v1/tokens"
SECONDS = 30
"""Far more than it takes, for a machine that is busy with other tests; it took 180 once."""
GROWTH = 40 * 1024 * 1024
KEYS = [f'"kolom{number}":{number}' for number in range(100_000)]
HEAVY = ("{" + ",".join(KEYS) + "}").encode()


def test_bodies_of_strangers_are_refused_before_they_are_read_apart(site: System) -> None:
    assert len(HEAVY) > 1_500_000
    before, began = memory_of(site), time.monotonic()
    with ThreadPoolExecutor(4) as strangers:
        answers = list(strangers.map(lambda _: send(site, HEAVY), range(8)))
    assert {status for status, _ in answers} == {413}
    assert time.monotonic() - began < SECONDS
    assert memory_of(site) - before < GROWTH


def test_of_what_is_wrong_a_little_is_told(site: System) -> None:
    body = "{" + ",".join(KEYS)[: LARGEST_OF_STRANGERS // 2].rpartition(",")[0] + "}"
    status, answer = send(site, body.encode())
    assert status in (413, 422)
    status, answer = send(site, ("{" + ",".join(KEYS[:5000]) + "}").encode())
    assert (status, len(json.loads(answer)["errors"])) == (422, MOST_TOLD + 1)
    assert len(answer) < 5_000


@pytest.mark.parametrize(
    "head",
    ["X-Long: " + "x" * 100_000, "Content-Length: 99999999999"],
    ids=["headers", "a length nobody waits for"],
)
def test_what_no_program_would_read_is_ended_by_the_server(site: System, head: str) -> None:
    address = urlsplit(site.site)
    with socket.create_connection((str(address.hostname), address.port or 80), timeout=SECONDS) as sender:
        sender.sendall(f"POST {TOKENS} HTTP/1.1\r\nHost: localhost\r\n{head}\r\n\r\n".encode())
        assert re.match(rb"HTTP/1.[01] 4(13|31)", sender.recv(1000))


def send(site: System, body: bytes) -> tuple[int, str]:
    request = urllib.request.Request(site.site + TOKENS, body, {"Content-Type": "application/json"})  # noqa: S310 - ours
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - ours
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def memory_of(site: System) -> int:
    """Return how many bytes the web process of the site holds."""
    port = str(urlsplit(site.site).port)
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_text().split("\0")
            status = (process / "status").read_text()
        except OSError:
            continue
        if "local.site" in words and port in words:
            return int(status.split("VmRSS:")[1].split()[0]) * 1024
    raise LookupError("the site has no process")
