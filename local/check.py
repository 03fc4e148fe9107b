"""./sinergi check: everything a reader of the change would otherwise have to look for."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from local import audit, catalogue

ROOT = Path(__file__).resolve().parent.parent
INVENTED = ("KeywordDetector", "BasicAuthDetector", "Base64HighEntropyString", "HexHighEntropyString")
COMPOSE_CLIENTS = (("docker", "compose"), ("podman-compose",))
PYTHON_FILES = (".", "sinergi")


@dataclass(frozen=True)
class Outcome:
    """``passed`` is None where a check could not be made on this machine; ``text`` then says why."""

    passed: bool | None
    text: str = ""


def main(arguments: list[str]) -> int:
    os.chdir(ROOT)
    chosen = {name: check for name, check in CHECKS.items() if not arguments or name in arguments}
    failed = [name for name, check in chosen.items() if not report(name, check)]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll checks passed.")
    return 1 if failed or not chosen else 0


def report(name: str, check: Callable[[], Outcome]) -> bool:
    started = time.monotonic()
    outcome = check()
    word = {True: "passed", False: "FAILED", None: "skipped"}[outcome.passed]
    print(f"{word:<8} {name} ({time.monotonic() - started:.1f} s)", flush=True)
    if outcome.text and outcome.passed is not True:
        print("\n".join(f"         {line}" for line in outcome.text.strip().splitlines()), flush=True)
    return outcome.passed is not False


def tool(*command: str) -> Callable[[], Outcome]:
    """Return a check that passes when a tool of this environment ends well."""

    def check() -> Outcome:
        program = Path(sys.executable).with_name(command[0])
        done = subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False)
        return Outcome(done.returncode == 0, done.stdout + done.stderr)

    return check


def translations() -> Outcome:
    faults = [fault for package in catalogue.PACKAGES for fault in catalogue.faults(package)]
    return Outcome(not faults, "\n".join(faults))


def secrets() -> Outcome:
    """Look for passwords and keys in every file that git knows, apart from lock files and the example lists.

    Tests hold passwords that are plainly invented: there only the shapes of real keys and tokens are looked for.
    """
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S607 - git of this machine
    files = [name for name in listed if not name.endswith(".lock") and not name.startswith("examples/")]
    files = [name for name in files if Path(name).is_file()]
    tests = [name for name in files if name.startswith("tests/")]
    others = [name for name in files if not name.startswith("tests/")]
    invented = [f"--disable-plugin={name}" for name in INVENTED]
    found = [
        tool("detect-secrets-hook", "--no-verify", "--baseline", ".secrets.baseline", *others)(),
        # A test's name is a sentence, and "…ghs_and_…" the beginning of a token.
        tool("detect-secrets-hook", "--no-verify", "--exclude-lines", "def test_", *invented, *tests)(),
    ]
    return Outcome(all(outcome.passed for outcome in found), "\n".join(o.text for o in found if not o.passed))


def dependencies() -> Outcome:
    return Outcome(*audit.dependencies("requirements-dev.lock"))


def compose() -> Outcome:
    """Let a real client read the compose file, with every required setting filled in: Docker's or Podman's."""
    client = next((client for client in COMPOSE_CLIENTS if _answers(*client, "version")), None)
    if client is None:
        return Outcome(None, "Neither docker compose nor podman-compose is here; the schema check above was made.")
    command = [*client, "--env-file", "deploy/example.env", "config", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=_filled_in("deploy/example.env"))
    return Outcome(done.returncode == 0, done.stdout + done.stderr)


def _filled_in(example: str) -> dict[str, str]:
    empty = (line[:-1] for line in Path(example).read_text().splitlines() if line.endswith("="))
    return {**os.environ, **dict.fromkeys(empty, "filled-in")}


def _answers(*command: str) -> bool:
    return bool(shutil.which(command[0])) and not subprocess.run(command, capture_output=True, check=False).returncode


CHECKS: dict[str, Callable[[], Outcome]] = {
    "lint": tool("ruff", "check", "--quiet", *PYTHON_FILES),
    "format": tool("ruff", "format", "--check", *PYTHON_FILES),
    "types": tool("mypy"),
    "imports": tool("lint-imports", "--no-logo"),
    "translations": translations,
    "secrets": secrets,
    "dependencies": dependencies,
    "compose-schema": tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"),
    "compose-config": compose,
}
