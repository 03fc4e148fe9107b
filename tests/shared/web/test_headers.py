import re

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers


@pytest.mark.parametrize("path", ["/", "/tidak-ada", "/salah/bug", "/api/partners/v1/things", "/static/theme.css"])
def test_every_answer_limits_what_a_browser_does(client: FlaskClient, path: str) -> None:
    headers = fetched(client, path)
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_pages_stay_in_no_cache_but_files_do(client: FlaskClient) -> None:
    assert fetched(client, "/")["Cache-Control"] == "no-store"
    assert "max-age=86400" in fetched(client, "/static/theme.css")["Cache-Control"]


def test_pages_have_no_inline_style_or_script(client: FlaskClient) -> None:
    page = client.get("/").text
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)", page)


def test_every_file_a_page_asks_for_is_there(client: FlaskClient) -> None:
    addresses = re.findall(r'(?:href|src)="(/(?:static|bootstrap)/[^"]+)"', client.get("/").text)
    assert len(addresses) >= 8
    assert [address for address in addresses if "max-age" not in fetched(client, address)["Cache-Control"]] == []


def fetched(client: FlaskClient, path: str) -> Headers:
    with client.get(path) as answer:
        return answer.headers
