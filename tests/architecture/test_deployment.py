"""The compose file and the proxy say what the code says: services, queues, addresses, databases."""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from local import programs
from shared.events.catalogue import CONSUMERS, SERVICES, producer_of
from shared.messaging.long_queue import queue_of
from shared.settings import Settings
from shared.web.app import LARGEST_REQUEST
from shared.web.site import HOST, SITE, service_of
from shared.web.weight import LARGEST_BODY

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
PROCESSES: dict[str, Any] = COMPOSE["services"]
CADDYFILE = (ROOT / "deploy" / "Caddyfile").read_text()
EXAMPLE = dict(re.findall(r"^(\w+)=(.*)$", (ROOT / "deploy" / "example.env").read_text(), re.MULTILINE))
OWN_IMAGE = "sinergi-ikm"
KINDS = ("web", "worker", "long-worker")
PLACE = re.compile(r"\$\{(\w+)(?::-)?([^}]*)\}")


def process(service: str, kind: str) -> dict[str, Any]:
    return PROCESSES[f"{service}-{kind}"]


def databases(name: str) -> list[str]:
    """Return the database addresses a process is given, without their passwords."""
    settings = PROCESSES[name].get("environment", {})
    return [PLACE.sub("…", value) for key, value in settings.items() if key.endswith("_DATABASE_URL")]


def filled_in(place: re.Match[str]) -> str:
    """Return what the example gives, a secret where it leaves that to the office, nothing where nothing must be."""
    name, default = place.groups()
    return "" if default == "" and name not in EXAMPLE else EXAMPLE.get(name, default) or "s" * 40


def queues_of(command: list[str]) -> list[str]:
    return command[command.index("--queues") + 1].split(",")


def proxy_prefixes() -> dict[str, set[str]]:
    """Return the addresses the proxy gives to each service by name."""
    matchers = [line.split() for line in CADDYFILE.splitlines() if line.strip().startswith("@")]
    return {name.lstrip("@"): {path for path in paths if not path.endswith("/*")} for name, _, *paths in matchers}


def test_every_service_has_a_web_process_and_two_workers():
    started = {name for name in PROCESSES if name.endswith(("-web", "-worker"))}
    assert started == {f"{service}-{kind}" for service in SERVICES for kind in KINDS}
    assert set(SERVICES) == set(SITE)


@pytest.mark.parametrize("service", SERVICES)
def test_every_queue_has_its_worker(service):
    for kind, queue in (("worker", service), ("long-worker", queue_of(service))):
        command = process(service, kind)["command"]
        assert queues_of(command) == [queue]
        assert f"services.{service}.worker:app" in command


def test_a_worker_of_long_work_is_one_process_and_has_no_time_limit_on_both_ways_to_start():
    for service in SERVICES:
        for command in (process(service, "long-worker")["command"], programs.long_worker(service).command):
            assert (queues_of(command), command[command.index("--pool") + 1]) == ([queue_of(service)], "solo")


@pytest.mark.parametrize("service", SERVICES)
def test_the_health_of_each_worker_is_its_own(service):
    own = [process(service, kind)["healthcheck"]["test"][-1] for kind in ("worker", "long-worker")]
    assert own == ["worker-health", "--long"]


def test_the_catalogue_sends_nothing_to_a_queue_without_worker():
    named = {consumer for consumers in CONSUMERS.values() for consumer in consumers} | set(map(producer_of, CONSUMERS))
    assert named <= set(SERVICES)


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_reaches_its_own_database_only_with_its_own_role(service):
    expected = [f"postgresql://{service}:…@postgres:5432/{service}"]
    assert [databases(f"{service}-{kind}") for kind in KINDS] == [expected] * len(KINDS)


def test_only_the_migration_uses_the_roles_that_own_the_tables():
    assert databases("migrate") == [f"postgresql://{name}_owner:…@postgres:5432/{name}" for name in SITE]


@pytest.mark.parametrize(
    ("secret", "holders"),
    [
        ("SINERGI_DATA_KEY", {"registry-web", "registry-worker", "registry-long-worker"}),
        ("SINERGI_SMTP_URL", {"notifications-worker"}),
    ],
)
def test_a_secret_is_given_to_nobody_who_does_not_need_it(secret, holders):
    assert {name for name, entry in PROCESSES.items() if secret in entry.get("environment", {})} == holders


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("service", SERVICES)
def test_each_process_is_given_what_it_needs_to_start(service, kind):
    given = {name: PLACE.sub(filled_in, value) for name, value in process(service, kind)["environment"].items()}
    assert Settings.from_env(service, given).database_url == given[f"SINERGI_{service.upper()}_DATABASE_URL"]


def test_every_process_is_watched_and_comes_back():
    for name, entry in PROCESSES.items():
        if name != "migrate":
            assert entry["restart"] == "unless-stopped", name
            assert entry["healthcheck"]["test"], name


def test_what_strangers_can_reach_writes_nothing_and_has_no_rights():
    exposed = [name for name, entry in PROCESSES.items() if "front" in entry.get("networks", [])]
    assert exposed == ["proxy", *(f"{service}-web" for service in SITE)]
    for name in exposed:
        entry = PROCESSES[name]
        assert (entry["read_only"], entry["cap_drop"]) == (True, ["ALL"]), name
        assert entry["security_opt"] == ["no-new-privileges:true"], name


def test_a_slow_start_is_not_taken_for_a_fault():
    # A web process was ready 50 s after its start on two cores with five times as much to do as they can.
    for service in SERVICES:
        for kind in KINDS:
            assert process(service, kind)["healthcheck"]["start_period"] == "120s"


def test_a_broker_that_refuses_is_not_healthy():
    assert PROCESSES["redis"]["healthcheck"]["test"] == ["CMD", "valkey-cli", "-e", "ping"]


def test_no_log_fills_the_disk():
    for name, entry in PROCESSES.items():
        assert {"max-size", "max-file"} <= set(entry["logging"]["options"]), name


def test_workers_are_given_a_minute_to_end():
    for service in SERVICES:
        for kind in ("worker", "long-worker"):
            assert int(process(service, kind)["stop_grace_period"].removesuffix("s")) >= 60


def test_the_broker_keeps_a_file_and_never_evicts():
    command = " ".join(PROCESSES["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_no_image_is_taken_as_latest():
    for name, entry in PROCESSES.items():
        if entry["image"] != OWN_IMAGE:
            assert re.search(r":v?\d+\.\d+", entry["image"]), name


def test_the_image_is_built_once_before_anything_runs_it():
    assert [name for name, entry in PROCESSES.items() if "build" in entry] == ["migrate"]
    ours = {name for name, entry in PROCESSES.items() if entry["image"] == OWN_IMAGE}
    assert ours == {"migrate", *(f"{service}-{kind}" for service in SERVICES for kind in KINDS)}


def test_only_the_registry_keeps_files():
    # A VOLUME of the image would give each of the others a nameless one at every start.
    assert "VOLUME" not in (ROOT / "Dockerfile").read_text()
    ours = [name for name, entry in PROCESSES.items() if entry["image"] == OWN_IMAGE and entry.get("volumes")]
    assert ours == ["registry-web", "registry-worker", "registry-long-worker"]


def test_the_proxy_gives_every_address_to_its_service():
    expected = {service: set(prefixes) for service, prefixes in SITE.items() if service != HOST}
    assert proxy_prefixes() == expected


def test_the_proxy_lets_through_what_the_programs_refuse_in_words():
    size = re.search(r"max_size (\d+)MiB", CADDYFILE)
    assert size
    assert int(size[1]) * 1024 * 1024 > LARGEST_REQUEST


def test_the_proxy_lets_files_through_to_the_register_alone():
    sizes = re.findall(r"max_size (\d+)MiB\s+}\s+reverse_proxy (\w+)-web", CADDYFILE)
    largest = {service: int(size) * 1024 * 1024 for size, service in sizes}
    assert largest.keys() == SITE.keys()
    assert all(LARGEST_BODY < size < LARGEST_REQUEST for service, size in largest.items() if service != "registry")


def test_no_slow_sender_holds_a_thread():
    held, largest = (re.search(rf"{name} (\d+)MiB", CADDYFILE)[1] for name in ("request_buffers", "max_size"))
    assert held == largest
    assert CADDYFILE.count("import patiently") == len(SITE)
    assert re.search(r"read_body \d+m", CADDYFILE)


def test_the_proxy_has_a_page_for_when_nobody_answers():
    root, page = re.search(r"root \* (\S+)\s+rewrite \* (\S+)", CADDYFILE).groups()
    assert f"./deploy{page}:{root}{page}:ro" in PROCESSES["proxy"]["volumes"]
    assert (ROOT / f"deploy{page}").is_file()


def test_the_proxy_keeps_no_link_of_an_invitation_in_its_log():
    pattern, kept = re.search(r"request>uri regexp (\S+) (\S+)", CADDYFILE).groups()
    assert re.sub(pattern, kept.replace("$", "\\"), "/undangan/signed-token?lang=id") == "/undangan"
    assert "request>headers delete" in CADDYFILE


@pytest.mark.parametrize("service", SERVICES)
def test_every_route_lies_under_the_addresses_of_its_service(service, make_settings):
    app = import_module(f"services.{service}.app").create_app(make_settings(service, "sqlite://"))
    shared_files = {"static", "bootstrap.static"}
    rules = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint not in shared_files]
    assert [rule for rule in rules if service_of(rule) != service] == []


def test_the_example_settings_name_everything_that_is_required():
    text = (ROOT / "docker-compose.yml").read_text()
    required = set(re.findall(r"\$\{(\w+):\?", text))
    assert required <= set(EXAMPLE)


def test_nothing_starts_with_a_secret_of_the_example():
    secrets = {name for name in EXAMPLE if name.endswith(("_KEY", "_PASSWORD"))}
    assert {name for name, value in EXAMPLE.items() if not value} == secrets


def test_the_proxy_believes_no_visitor_who_says_where_they_come_from():
    # Without this word Caddy replaces what a visitor sends as X-Forwarded-For by the address it sees.
    assert "trusted_proxies" not in CADDYFILE
