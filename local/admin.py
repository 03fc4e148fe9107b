"""./sinergi admin: an account for somebody of the office, or a new password; either is printed once."""

import argparse
import subprocess
import sys

from local import databases
from local.environment import ROOT, Ports, environment
from local.options import parser, place_of

ROLES = ("admin", "staff", "head")


def main(arguments: list[str]) -> int:
    asked = parser("admin", "Open an account for the office, or give a new password. What is not given is asked.")
    asked.add_argument("action", choices=["create", "reset"])
    asked.add_argument("--email")
    asked.add_argument("--name")
    asked.add_argument("--role", choices=ROLES, default="admin")
    options = asked.parse_args(arguments)
    place = place_of(options)
    settings = environment(place, Ports())
    databases.prepare(place, settings)
    command = [sys.executable, "-m", "services.partners.cli", *_command(options)]
    return subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode


def _command(options: argparse.Namespace) -> list[str]:
    email = options.email or input("Email: ")
    if options.action == "reset":
        return ["reset-password", email]
    return ["create-account", email, "--name", options.name or input("Name: "), "--role", options.role]
