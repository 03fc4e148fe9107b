"""A program at the JSON API, as any other program would be: bearer token, JSON, Idempotency-Key."""

import json
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.parse import urlencode

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from local.problems import Problem

Found = TypeVar("Found")


class Client:
    """One caller of the API; without a token only what is open to everybody."""

    def __init__(self, site: str, token: str | None = None) -> None:
        self.site, self.token = site, token

    def get(self, path: str, **query: object) -> Any:
        return self._send("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, body: object = None, key: str | None = None, etag: str | None = None) -> Any:
        """Send JSON; ``key`` names a creation, so that sending it again changes nothing, ``etag`` what was read."""
        named = {"Idempotency-Key": key, "If-Match": etag}
        headers = {"Content-Type": "application/json", **{name: value for name, value in named.items() if value}}
        return self._send("POST", path, json.dumps(body or {}).encode(), headers)

    def upload(self, path: str, file: Path, key: str) -> Any:
        with file.open("rb") as content:
            boundary, body = encode_multipart({"file": FileStorage(content, file.name)})
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Idempotency-Key": key}
        return self._send("POST", path, body, headers)

    def etag(self, path: str) -> str:
        """Return the version that a thing has now."""
        return self._answer("GET", path)[1]

    def _send(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Any:
        content, _ = self._answer(method, path, body, headers)
        return json.loads(content) if content else None

    def _answer(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[bytes, str]:
        request = urllib.request.Request(f"{self.site}{path}", body, headers or {}, method=method)  # noqa: S310 - ours
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310 - ours
                return answer.read(), answer.headers.get("ETag", "")
        except HTTPError as error:
            raise Problem(f"{method} {path} was refused ({error.code}): {error.read().decode()[:500]}") from None


def eventually(look: Callable[[], Found | None], seconds: float, what: str) -> Found:
    """Look again and again until something is found; raises Problem naming what was awaited."""
    until = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > until:
            raise Problem(f"Nothing came within {seconds:.0f} s: {what}.")
        time.sleep(0.05)
