"""How gunicorn serves one service behind the proxy: nobody outside reaches it otherwise."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from gunicorn.glogging import Logger
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wsgi import ClosingIterator

from shared import log

# Inside networks that only the proxy and the system's own processes share.
bind = "0.0.0.0:8000"
worker_class = "gthread"
workers = 2
threads = 8
# A worker that does not even wake is replaced; a request that takes too long is ended by the program.
timeout = 60
# The program says in words what is too long; this is where nobody listens any more.
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190
graceful_timeout = 30
# Heartbeats on a disk make a busy worker look dead.
worker_tmp_dir = "/dev/shm"  # noqa: S108 - in memory, of this container alone
# Would lie in the program's folder, which nobody can write to.
control_socket_disable = True
# Replaces itself now and then, not all workers at the same moment.
max_requests = 20_000
max_requests_jitter = 2_000


class StructuredLogger(Logger):  # type: ignore[misc] # gunicorn carries no types
    """gunicorn's own lines, written as the rest of the system writes its."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        # Named after what it serves: services.<service>.app and so on.
        log.configure(cfg.proc_name.split(".")[1], "web")
        self.error_log.handlers.clear()
        self.error_log.propagate = True


logger_class = StructuredLogger


def post_worker_init(worker: Any) -> None:
    """Serve as behind one proxy: its visitor's address and scheme count, and it is heard out."""
    # Sign-in limits count by this address.
    worker.wsgi = hear_out(ProxyFix(worker.wsgi, x_for=1, x_proto=1, x_host=1))


def hear_out(app: Any) -> Any:
    """Read what the application leaves of a request, such as a file that is too large, after it has answered.

    Closing a connection on what was not read can take the answer away from whoever still sends (RFC 9112, 9.6).
    The proxy ends what is too long.
    """

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = app(environ, start_response)
        sends = environ.get("CONTENT_LENGTH") not in (None, "", "0") or "HTTP_TRANSFER_ENCODING" in environ
        return ClosingIterator(answer, lambda: discard(environ["wsgi.input"])) if sends else answer

    return serve


def discard(stream: Any) -> None:
    with suppress(OSError):
        while stream.read(65_536):
            pass
