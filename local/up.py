"""./sinergi up: everything on this machine, until Ctrl-C."""

import os
import socket
import time
from collections.abc import Mapping, Sequence

from local import databases, demo_load, programs
from local.accounts import ADMIN_EMAIL, SignIn, first_administrator
from local.broker import free_port
from local.environment import ROOT, Ports, environment
from local.options import parser, place_of
from local.place import Place
from local.problems import Problem
from local.supervisor import Supervisor


def main(arguments: list[str]) -> int:
    asked = parser("up", "Start everything on this machine; Ctrl-C stops it.")
    asked.add_argument("--port", type=int, default=8000, help="port of the site (default: 8000)")
    asked.add_argument("--demo", action="store_true", help="load demonstration data, once")
    options = asked.parse_args(arguments)
    started = time.monotonic()
    place = place_of(options)
    with place.lock():
        require_free(options.port)
        place.require_room()
        ports = Ports(web=options.port, broker=free_port(), smtp=free_port())
        settings = environment(place, ports)
        databases.prepare(place, settings)
        os.chdir(ROOT)
        sign_ins = first_administrator(place, settings, for_trial=options.demo)
        stages = programs.stages(place, ports, own_broker="REDIS_URL" not in os.environ)
        if options.demo:
            sign_ins += demo_load.sign_ins(place)
            stages += [] if demo_load.is_loaded(place) else [[programs.demonstration(place, ports)]]
        if programs.pool() == programs.THREADS:
            tell("Warning: /dev/shm cannot be written, so the workers use threads instead of processes.")
        supervisor = Supervisor(stages, settings, ROOT, place.logs, tell)
        try:
            return supervisor.run(lambda: greet(settings, place, sign_ins, time.monotonic() - started))
        finally:
            databases.settle(settings, tell)


def require_free(port: int) -> None:
    """Raise Problem if another program already listens on the port of the site."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or error
            raise Problem(f"Port {port} cannot be used ({why}); choose another one with --port.") from None


def greet(settings: Mapping[str, str], place: Place, sign_ins: Sequence[SignIn], seconds: float) -> None:
    """Say where everything is, once all of it works."""
    tell(f"Sinergi IKM is ready after {seconds:.1f} s.\n")
    tell(f"  Site      {settings['SINERGI_PUBLIC_URL']}/masuk")
    tell(f"  Mailbox   {settings['SINERGI_MAILBOX_URL']}")
    for sign_in in sign_ins:
        tell(sign_in.line)
    if not any(sign_in.email == ADMIN_EMAIL for sign_in in sign_ins):
        tell("  Sign in   with the email and the password that you chose")
    tell(f"  Forgotten {settings['SINERGI_PUBLIC_URL']}/sandi/lupa sends a link to the mailbox above;")
    tell("            ./sinergi admin reset --email YOURS prints a new password")
    tell(f"  Data      {place.directory} (logs in {place.logs.name}/)")
    tell("\nCtrl-C stops everything; nothing is lost.")


def tell(sentence: str) -> None:
    print(sentence, flush=True)
