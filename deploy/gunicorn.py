"""How gunicorn serves one service behind the proxy; only the proxy can reach it."""

from typing import Any

from gunicorn.glogging import Logger
from werkzeug.middleware.proxy_fix import ProxyFix

from shared import log

# Inside a network that only the proxy shares.
bind = "0.0.0.0:8000"
worker_class = "gthread"
workers = 2
threads = 8
timeout = 60
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
    """Take the visitor's address and scheme from the one proxy in front."""
    # Sign-in limits count by this address.
    worker.wsgi = ProxyFix(worker.wsgi, x_for=1, x_proto=1, x_host=1)
