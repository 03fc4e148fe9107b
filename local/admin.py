"""./sinergi admin create: an account for somebody of the office, with a first password that is printed once."""

import subprocess
import sys

from local import databases
from local.environment import ROOT, Ports, environment
from local.options import parser, place_of

ROLES = ("admin", "staff", "head")


def main(arguments: list[str]) -> int:
    asked = parser("admin", "Open an account for somebody of the office. What is not given is asked for.")
    asked.add_argument("action", choices=["create"])
    asked.add_argument("--email")
    asked.add_argument("--name")
    asked.add_argument("--role", choices=ROLES, default="admin")
    options = asked.parse_args(arguments)
    place = place_of(options)
    settings = environment(place, Ports())
    databases.prepare(place, settings)
    email, name = options.email or input("Email: "), options.name or input("Name: ")
    command = [sys.executable, "-m", "services.partners.cli", "create-account", email, "--name", name,
               "--role", options.role]  # fmt: skip
    return subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode
