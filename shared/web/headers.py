"""What every answer tells the browser not to do."""

from flask import Flask, request
from werkzeug.wrappers import Response

from shared.web.access import FILES

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def add_headers(app: Flask) -> None:
    """Send the security headers with every answer; pages with people's data stay in no cache."""

    @app.after_request
    def harden(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if app.config["SESSION_COOKIE_SECURE"]:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        if request.endpoint not in FILES:
            response.headers.setdefault("Cache-Control", _uncached(response))
        return response


def _uncached(response: Response) -> str:
    # A proxy that compresses an answer gives it another ETag, and none knows that one when it comes back as If-Match.
    return "no-store, no-transform" if "ETag" in response.headers else "no-store"
