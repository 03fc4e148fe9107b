"""How often something may be tried. Counted in Redis; while Redis is away, in this process."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, strategy="moving-window", in_memory_fallback_enabled=True, key_prefix="limit")


def add_limits(app: Flask, redis_url: str) -> None:
    """Count tries for this app; a slow Redis holds a page up for one second at most."""
    app.config.update(
        RATELIMIT_STORAGE_URI=redis_url,
        RATELIMIT_STORAGE_OPTIONS={"socket_connect_timeout": 1, "socket_timeout": 1},
    )
    limiter.init_app(app)
