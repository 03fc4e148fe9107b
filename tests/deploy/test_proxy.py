"""The proxy's configuration in the very proxy that the compose file names."""

import os
import re
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import requests
import yaml

from local.broker import free_port
from local.programs import accepts
from shared.web.site import SITE

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
    folder = tmp_path_factory.mktemp("proxy")
    port, text = free_port(), CADDYFILE.read_text().replace(":8081", f":{free_port()}")
    servers = []
    for service in SITE:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Service)
        server.name = service
        text = text.replace(f"{service}-web:8000", f"127.0.0.1:{server.server_address[1]}")
        if service == "notifications":
            server.server_close()
        else:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            servers.append(server)
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
    for server in servers:
        server.shutdown()
        server.server_close()


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
    assert requests.get(proxy + path, timeout=9).text == service


def test_a_service_that_does_not_answer_is_told_in_words(proxy):
    answer = requests.get(f"{proxy}/surel", timeout=9)
    assert (answer.status_code, answer.headers["Retry-After"]) == (502, "30")
    assert "<html" in answer.text
