"""How gunicorn serves one service behind the proxy; only the proxy can reach it."""

from typing import Any

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
# Replaces itself now and then, not all workers at the same moment.
max_requests = 20_000
max_requests_jitter = 2_000


def post_worker_init(worker: Any) -> None:
    """Log as the rest of the system does, and take the visitor's address and scheme from the one proxy in front."""
    log.configure(worker.wsgi.config["SETTINGS"].service, "web")
    # Sign-in limits count by this address.
    worker.wsgi = ProxyFix(worker.wsgi, x_for=1, x_proto=1, x_host=1)
