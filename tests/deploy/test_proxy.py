"""The proxy's configuration in the very proxy that the compose file names."""

import os
import re
import shutil
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import requests
import yaml
from flask import Flask

from local.broker import free_port
from local.programs import accepts
from services.registry.app import create_app
from shared.context import Actor
from shared.database import new_id
from shared.settings import Settings
from shared.web.site import SITE
from tests.conftest import environment
from tests.registry.factories import ENOUGH
from tests.signed_in import bearer
from tests.web_servers import serving

ROOT = Path(__file__).resolve().parents[2]
CADDY = Path(sys.executable).parent / "caddy"
CADDYFILE = ROOT / "deploy" / "Caddyfile"
IMAGE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["proxy"]["image"]


class Service(BaseHTTPRequestHandler):
    """Answers with the name of its service."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.server.name.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The proxy in front of two services that answer and one that does not; its address."""
    servers, addresses = [], {}
    for service in SITE:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Service)
        server.name = service
        addresses[service] = f"127.0.0.1:{server.server_address[1]}"
        if service == "notifications":
            server.server_close()
        else:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            servers.append(server)
    with proxied(tmp_path_factory.mktemp("proxy"), addresses) as address:
        yield address
    for server in servers:
        server.shutdown()
        server.server_close()


@contextmanager
def proxied(folder: Path, addresses: dict[str, str]) -> Iterator[str]:
    """Run the proxy in front of services by their names; gives its address."""
    port, text = free_port(), CADDYFILE.read_text().replace(":8081", f":{free_port()}")
    for service, address in addresses.items():
        text = text.replace(f"{service}-web:8000", address)
    text = text.replace("lb_try_duration 15s", "lb_try_duration 1s").replace("/srv", str(ROOT / "deploy"))
    (folder / "Caddyfile").write_text(text)
    settings = {**os.environ, "SINERGI_PUBLIC_URL": f"http://127.0.0.1:{port}", "HOME": str(folder)}
    command = [CADDY, "run", "--config", folder / "Caddyfile"]
    with (folder / "log").open("w") as log, subprocess.Popen(command, env=settings, stdout=log, stderr=log) as process:
        while not accepts(port):
            assert process.poll() is None, (folder / "log").read_text()
            time.sleep(0.05)
        yield settings["SINERGI_PUBLIC_URL"]
        process.terminate()


def test_it_is_the_version_of_the_compose_file_and_takes_the_configuration():
    version = subprocess.run([CADDY, "version"], capture_output=True, text=True, check=True).stdout
    assert re.match(r"v?([\d.]+)", version)[1] == re.search(r":([\d.]+)", IMAGE)[1]
    settings = {**os.environ, "SINERGI_PUBLIC_URL": "https://sinergi.example.go.id"}
    command = [CADDY, "validate", "--adapter", "caddyfile", "--config", CADDYFILE]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("path", "service"), [("/", "partners"), ("/undangan/abc", "partners"), ("/ikm", "registry"),
                                               ("/api/registry/v1/ikm", "registry")])  # fmt: skip
def test_each_address_is_answered_by_its_service(proxy, path, service):
    assert requests.get(proxy + path, timeout=30).text == service


def test_a_service_that_does_not_answer_is_told_in_words(proxy):
    answer = requests.get(f"{proxy}/surel", timeout=30)
    assert (answer.status_code, answer.headers["Retry-After"]) == (502, "30")
    assert "<html" in answer.text


VERSIONED = "/api/registry/v1/ikm"
ACCEPTED = ["identity", "gzip", "gzip, deflate, zstd", "zstd"]


@pytest.fixture(scope="module")
def registry(
    tmp_path_factory: pytest.TempPathFactory, sqlite_templates: dict[str, Path]
) -> Iterator[tuple[Flask, str]]:
    """The register's program behind the proxy, and the address of its API there."""
    folder = tmp_path_factory.mktemp("registry")
    shutil.copy(sqlite_templates["registry"], folder / "registry.db")
    variables = environment(
        "registry",
        f"sqlite:///{folder / 'registry.db'}",
        "redis://127.0.0.1:1/0",
        SINERGI_DATA_DIR=str(folder),
    )
    app = create_app(Settings.from_env("registry", variables))
    with serving(app) as address, proxied(folder, {"registry": address.removeprefix("http://")}) as public:
        yield app, public + VERSIONED


@pytest.fixture
def program(registry: tuple[Flask, str]) -> requests.Session:
    """A program that acts as staff."""
    session = requests.Session()
    session.headers.update(bearer(registry[0], Actor(new_id(), "Rahma", "staff")))
    return session


@pytest.mark.parametrize("accepted", ACCEPTED)
def test_what_was_read_through_the_proxy_can_be_changed_through_it(registry, program, accepted):
    program.headers["Accept-Encoding"] = accepted
    made = program.post(registry[1], json=ENOUGH)
    url = f"{registry[1]}/{made.json()['id']}"
    tag = program.get(url).headers["ETag"]
    assert tag == made.headers["ETag"]
    changed = program.patch(url, json={"remarks": accepted}, headers={"If-Match": tag})
    assert changed.status_code == 200
    verified = program.post(f"{url}/verify", headers={"If-Match": changed.headers["ETag"]})
    assert verified.status_code == 200
    assert program.get(url, headers={"If-None-Match": verified.headers["ETag"]}).status_code == 304
    assert program.patch(url, json={"remarks": "lama"}, headers={"If-Match": tag}).status_code == 412


@pytest.mark.parametrize("accepted", ACCEPTED)
def test_two_records_read_through_the_proxy_can_be_merged_through_it(registry, program, accepted):
    program.headers["Accept-Encoding"] = accepted
    kept, gone = (program.post(registry[1], json=ENOUGH) for _ in range(2))
    sent = {"merged_id": gone.json()["id"], "merged_etag": gone.headers["ETag"], "reason": "sama"}
    url = f"{registry[1]}/{kept.json()['id']}/merge"
    merged = program.post(url, json=sent, headers={"If-Match": kept.headers["ETag"]})
    assert merged.status_code == 200, merged.text


def test_a_long_list_is_still_made_small_by_the_proxy(registry, program):
    program.post(registry[1], json=ENOUGH)
    assert program.get(registry[1]).headers["Content-Encoding"] in ("gzip", "zstd")
