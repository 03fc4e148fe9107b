"""How often something may be tried. Counted in Redis; while Redis is away, in this process."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from shared.errors import WrongLink

limiter = Limiter(get_remote_address, strategy="moving-window", in_memory_fallback_enabled=True, key_prefix="limit")


def add_limits(app: Flask, redis_url: str) -> None:
    """Count tries for this app; a slow Redis holds a page up for one second at most."""
    app.config.update(
        RATELIMIT_STORAGE_URI=redis_url,
        RATELIMIT_STORAGE_OPTIONS={"socket_connect_timeout": 1, "socket_timeout": 1},
    )
    limiter.init_app(app)


def no_guessing(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let an address try only so many wrong links; a right one is never refused: a village may share one address."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return view(*args, **kwargs)
        except WrongLink:
            _count_wrong_link()
            raise

    return guarded


@limiter.shared_limit("30 per minute", scope="wrong-links")
def _count_wrong_link() -> None:
    """Answer 429 beyond the limit."""
