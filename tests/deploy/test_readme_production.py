"""The production lines of the README, each run by a shell in the form it stands there, in the order of an office."""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from local.broker import free_port
from tests.deploy.production_postgres import PROGRAMS, Server
from tests.postgres import running_postgres

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = (ROOT / "README.md").read_text().partition("\n## Production\n")[2].partition("\n## ")[0]
COMMAND = re.compile(r"`((?:docker|scp|cp|sed|gunicorn|celery|python|sinergi) [^`]+|reset-password [^`]+)`")
LINES = [line.replace("\\|", "|") for line in dict.fromkeys(COMMAND.findall(PRODUCTION))]
IN_SERVICE = "docker compose exec partners-web python -m services.partners.cli "
EMPTY = re.compile(r"^(\w+)=$", re.MULTILINE)


def line(beginning: str) -> str:
    """Return the one line of the README that begins so."""
    (found,) = (text for text in LINES if text.startswith(beginning))
    return found


class Office:
    """A folder as an office has it, and a shell in it. ``ran`` are the lines that were run."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder, self.ran = folder, []
        shutil.copy(ROOT / "docker-compose.yml", folder)
        shutil.copytree(ROOT / "deploy", folder / "deploy")
        self.use(server)
        self.programs = folder / "bin"
        self.programs.mkdir()
        self._program("docker", f'exec {sys.executable} {ROOT}/tests/deploy/engine.py "$@"')
        self._program("scp", 'for file in "${@:1:$#-1}"; do cp "$file" "${@: -1}"; done')
        (folder / "second-server:sinergi").mkdir()

    def use(self, server: Server) -> None:
        self.server = json.dumps(server.address)

    def _program(self, name: str, text: str) -> None:
        (self.programs / name).write_text(f"#!/usr/bin/env bash\n{text}\n")
        (self.programs / name).chmod(0o755)

    def run(self, text: str, *, stop_after: str | None = None, **settings: str) -> str:
        """Run a line and return what it said; one that goes on for ever is stopped once it says ``stop_after``."""
        self.ran.append(text)
        path = f"{self.programs}:{Path(sys.executable).parent}:{PROGRAMS}:{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "ENGINE_POSTGRES": self.server, **settings}
        with subprocess.Popen(
            ["bash", "-euc", text.replace("<service>", "partners")], cwd=self.folder, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) as shell:  # fmt: skip
            said = ""
            for heard in shell.stdout or ():
                said += heard
                if stop_after and stop_after in heard:
                    shell.terminate()
                    stop_after = None
        assert stop_after is None, said
        assert shell.returncode in (0, -15), said
        return said


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with running_postgres() as url:
        yield Office(tmp_path, Server(url))


@pytest.fixture
def empty_server() -> Iterator[Server]:
    with running_postgres() as url:
        yield Server(url)


def test_nothing_starts_while_a_secret_is_empty(office):
    (office.folder / ".env").write_text((ROOT / "deploy/example.env").read_text())
    with pytest.raises(AssertionError, match="required variable SINERGI_SECRET_KEY is missing"):
        office.run(line("docker compose up --detach --build"))


@pytest.mark.timeout(180)
def test_each_line_does_what_it_says(office, empty_server, broker_url):
    example = (office.folder / "deploy/example.env").read_text()
    (office.folder / ".env").write_text(EMPTY.sub(lambda found: f"{found[1]}={secrets.token_hex(32)}", example))
    office.run(line("docker compose up --detach --build"))
    first = office.run(line(IN_SERVICE + "create-account"))
    assert re.search(r"^you@example\.go\.id  \S{12,}$", first, re.MULTILINE)
    again = line("reset-password")
    office.ran.append(again)
    second = office.run(IN_SERVICE + again)
    assert second.split()[-1] != first.split()[-1]
    for beginning in ("docker compose --profile demo", "docker compose ps", "docker compose logs --since",
                      "docker compose restart", "docker compose stop"):  # fmt: skip
        office.run(line(beginning))
    assert "no other text holds a personal number" in office.run(line("docker compose exec registry-web"))
    (office.folder / "partners-web.log").write_text('signed_in\n{"event": "password_refused"}\n')
    assert office.run(line("docker compose logs partners-web")) == '{"event": "password_refused"}\n'
    began = date.today()  # noqa: DTZ011 - the shell's own
    office.run(line("docker compose exec -T postgres pg_dumpall"))
    [copy] = office.folder.glob("copy-*.sql")
    assert began <= date.fromisoformat(copy.stem.removeprefix("copy-")) <= date.today()  # noqa: DTZ011 - the shell's own
    assert "you@example.go.id" in copy.read_text()
    office.run(line("scp"))
    away = office.folder / "second-server:sinergi"
    assert sorted(path.name for path in away.iterdir()) == [".env", copy.name]
    office.use(empty_server)
    office.run(line("docker compose up --detach --wait"))
    go_back = line("docker compose exec -T postgres psql --username postgres <")
    copy.rename(office.folder / go_back.rpartition("< ")[2])
    office.run(go_back)
    office.run(line('docker compose exec -T postgres psql --username postgres --command "DROP'))
    office.run(line("sed"))
    office.run(line("docker compose run"))
    in_worker = "docker compose exec {0}-worker python -m services.{0}.cli "
    for service in ("registry", "partners"):
        assert "0 values and names erased" in office.run(line(in_worker.format(service) + "forget-history"))
    assert "the history is whole" in office.run(line(in_worker.format("registry") + "verify-history"))
    assert "There is already an account" in office.run(f"{line(IN_SERVICE + 'create-account')} || true")
    office.run(line("python -m shared.migrations"), **settings_of(office, broker_url))
    office.run(line("gunicorn"), stop_after="Listening at", **settings_of(office, broker_url))
    office.run(line("celery"), stop_after=" ready.", **settings_of(office, broker_url))
    assert set(LINES) <= set(office.ran)


def settings_of(office: Office, redis_url: str) -> dict[str, str]:
    """Return what a process gets that runs by itself."""
    server = json.loads(office.server)
    place = f"host={server['host']}&port={server['port']}"
    databases = {
        f"SINERGI_{service.upper()}_DATABASE_URL": f"postgresql://{service}_owner@/{service}?{place}"
        for service in ("registry", "partners", "notifications")
    }
    return {
        **databases,
        "SINERGI_REDIS_URL": redis_url,
        "SINERGI_SECRET_KEY": "s" * 40,
        "GUNICORN_CMD_ARGS": f"--bind 127.0.0.1:{free_port()}",
    }
