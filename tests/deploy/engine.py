"""A stand-in for a container engine's client: reads the compose file as it does, and runs in this machine what it
would run in a container, with that container's settings. Only the database server is another: ``ENGINE_POSTGRES``.

Called as ``docker`` by the README's own lines; what is no command, option or service there ends with an error.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

PLACE = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")
ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    asked = parser().parse_args(arguments)
    services = compose_file(asked.profile)
    if unknown := set(asked.services) - set(services):
        return complain(f"no such service: {', '.join(unknown)}")
    return int(asked.act(asked, services) or 0)


def parser() -> argparse.ArgumentParser:
    docker = argparse.ArgumentParser(prog="docker", allow_abbrev=False)
    compose = docker.add_subparsers(required=True).add_parser("compose", allow_abbrev=False)
    compose.add_argument("--profile")
    verbs = compose.add_subparsers(required=True)
    up = verbs.add_parser("up", allow_abbrev=False)
    for option in ("--detach", "--build", "--wait"):
        up.add_argument(option, action="store_true")
    up.set_defaults(act=start)
    run = verbs.add_parser("exec", allow_abbrev=False)
    run.add_argument("-T", action="store_true")
    run.add_argument("services", nargs=1)
    run.add_argument("command", nargs=argparse.REMAINDER)
    run.set_defaults(act=execute)
    once = verbs.add_parser("run", allow_abbrev=False)
    once.add_argument("--rm", action="store_true")
    once.add_argument("services", nargs=1)
    once.add_argument("command", nargs=argparse.REMAINDER)
    once.set_defaults(act=execute)
    logs = verbs.add_parser("logs", allow_abbrev=False)
    logs.add_argument("--since")
    plain = [logs, *(verbs.add_parser(name, allow_abbrev=False) for name in ("ps", "restart", "stop"))]
    for verb in plain:
        verb.set_defaults(act=lambda asked, services: None)
    logs.set_defaults(act=tell_what_was_logged)
    for verb in (up, *plain):
        verb.add_argument("services", nargs="*")
    return docker


def compose_file(profile: str | None) -> dict[str, Any]:
    """Return the services with every place filled in from .env; exits where the file insists on one that is empty."""
    given = dict(re.findall(r"^(\w+)=(.*)$", Path(".env").read_text(), re.MULTILINE))

    def fill(place: re.Match[str]) -> str:
        name, kind, text = place.groups()
        value = given.get(name) or (text if kind == "-" else "")
        if kind == "?" and not value:
            sys.exit(complain(f"required variable {name} {text}"))
        return value

    services = yaml.safe_load(PLACE.sub(fill, Path("docker-compose.yml").read_text()))["services"]
    return {name: what for name, what in services.items() if profile in (None, *what.get("profiles", [profile]))}


def start(asked: argparse.Namespace, services: dict[str, Any]) -> None:
    """Set the database server up where it is new, then do the errands that end by themselves."""
    if run(["psql", "-U", "postgres", "-c", "\\connect partners"], {}, capture_output=True).returncode:
        run([ROOT / "deploy/postgres/init.sh"], services["postgres"]["environment"], check=True)
    for name in asked.services or services:
        if services[name].get("restart") == "no":
            run(services[name]["command"], services[name]["environment"], check=True)


def tell_what_was_logged(asked: argparse.Namespace, services: dict[str, Any]) -> None:
    for name in asked.services:
        sys.stdout.write(Path(f"{name}.log").read_text())


def execute(asked: argparse.Namespace, services: dict[str, Any]) -> int:
    return run(asked.command, services[asked.services[0]].get("environment", {})).returncode


def run(command: list[Any], settings: dict[str, str], **more: Any) -> subprocess.CompletedProcess[bytes]:
    server = json.loads(os.environ["ENGINE_POSTGRES"])
    here = {name: re.sub(r"@postgres:5432/(\w+)", rf"@/\1?host={server['host']}&port={server['port']}", value or "")
            for name, value in settings.items()}  # fmt: skip
    where = {"PGHOST": server["host"], "PGPORT": server["port"], "POSTGRES_USER": server["user"]}
    return subprocess.run(command, env={**os.environ, **here, **where}, check=more.pop("check", False), **more)


def complain(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
