"""The one site: which service answers which addresses. The local site, the proxy and their test all read this."""

SITE: dict[str, tuple[str, ...]] = {
    "registry": ("/ikm", "/impor", "/api/registry", "/sistem/registry"),
    "partners": (
        "/",
        "/akun",
        "/api/partners",
        "/bahasa",
        "/bootstrap",
        "/keluar",
        "/lembaga",
        "/masuk",
        "/penawaran",
        "/sistem/partners",
        "/static",
        "/telepon",
        "/undangan",
    ),
    "notifications": ("/surel", "/api/notifications", "/sistem/notifications"),
}

HOST = "partners"
"""Answers the front page, and "not found" for addresses that are nobody's."""


def service_of(path: str) -> str:
    """Return the service that answers a path."""
    for service, prefixes in SITE.items():
        if any(is_under(path, prefix) for prefix in prefixes if prefix != "/"):
            return service
    return HOST


def is_under(path: str, prefix: str) -> bool:
    """Tell whether a path is a prefix or lies below it: /ikm and /ikm/baru, but not /ikmal."""
    return path == prefix or path.startswith(f"{prefix}/")
