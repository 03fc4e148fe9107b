"""The embedded broker keeps what it was given, whatever happens to it."""

import os
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import AuthenticationError

from local.broker import BrokerFailed, start_broker


def test_what_was_queued_survives_a_kill(tmp_path):
    process, url = start_broker(tmp_path)
    Redis.from_url(url).lpush("registry", "message")
    process.kill()
    process.wait()
    process, url = start_broker(tmp_path)
    try:
        assert Redis.from_url(url).lrange("registry", 0, -1) == [b"message"]
    finally:
        process.kill()
        process.wait()


def test_it_refuses_rather_than_evicts(broker_url):
    assert Redis.from_url(broker_url).config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_without_its_password_it_serves_nobody_and_the_command_line_does_not_name_it(tmp_path):
    process, url = start_broker(tmp_path, password="rahasia")
    try:
        assert Redis.from_url(url).ping()
        with pytest.raises(AuthenticationError):
            Redis(port=int(url.rpartition(":")[2].partition("/")[0])).lpush("notifications", "forged")
        assert b"rahasia" not in Path(f"/proc/{process.pid}/cmdline").read_bytes()
        assert (tmp_path / "broker.conf").stat().st_mode & 0o077 == 0
    finally:
        process.kill()
        process.wait()


def test_a_server_on_path_is_preferred(tmp_path, monkeypatch):
    server = tmp_path / "valkey-server"
    server.write_text("#!/bin/sh\necho this one was asked; exit 3\n")
    server.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(BrokerFailed, match=r"broker\.log says why"):
        start_broker(tmp_path / "data")
    assert "this one was asked" in (tmp_path / "data" / "broker.log").read_text()
