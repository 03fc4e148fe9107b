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
from shared.web.weight import KILOBYTE, LARGEST_REQUEST, MEGABYTE

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
THREADS = 12
LARGEST_HEADERS = 32 * KILOBYTE
QUIET_SECONDS = 60


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
        create_site(),
        host="127.0.0.1",
        port=port,
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=True,
        # It takes a request whole, before a program is asked, and what is long on disk: this much and no more.
        max_request_body_size=LARGEST_REQUEST + MEGABYTE,
        max_request_header_size=LARGEST_HEADERS,
        channel_timeout=QUIET_SECONDS,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
