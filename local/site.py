"""The one site of one machine: three services and the mailbox behind one address, in one process."""

import importlib
import sys
from collections.abc import Callable, Iterable
from typing import Any

import waitress

from local.environment import MAILBOX
from local.mailbox import mailbox
from shared import log
from shared.settings import Settings
from shared.web.app import build_app
from shared.web.site import HOST, SITE, is_under, service_of

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
THREADS = 12


def create_site() -> Wsgi:
    """Return the WSGI app that gives each request to the service whose address it is."""
    services: dict[str, Wsgi] = {
        service: importlib.import_module(f"services.{service}.app").create_app() for service in SITE
    }
    catcher: Wsgi = build_app(Settings.from_env(HOST), package="local", pages=[mailbox])

    def site(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "/")
        app = catcher if is_under(path, MAILBOX) else services[service_of(path)]
        return app(environ, start_response)

    return site


def main(port: int) -> None:
    log.configure("site", "web")
    waitress.serve(
        create_site(), host="127.0.0.1", port=port, threads=THREADS, ident=None, clear_untrusted_proxy_headers=True
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
