"""What the README says about the code is so."""

import re
import subprocess
from pathlib import Path

from shared.events.catalogue import CONSUMERS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()


def section(title: str) -> str:
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_the_event_map_is_the_catalogue():
    rows = re.findall(r"^\| `([\w.]+)` \| ([\w, ]+) \|$", section("Event map"), re.MULTILINE)
    written = {event: tuple(consumers.split(", ")) for event, consumers in rows}
    assert written == {contract.event_name: consumers for contract, consumers in CONSUMERS.items()}


def test_every_setting_of_the_compose_file_is_explained():
    used = set(re.findall(r"^  (SINERGI_\w+):", (ROOT / "docker-compose.yml").read_text(), re.MULTILINE))
    explained = set(re.findall(r"SINERGI_[A-Z_]+", section("Settings"))) | {"SINERGI_REGISTRY_DATABASE_URL"}
    services = {f"SINERGI_{service}_DATABASE_URL" for service in ("REGISTRY", "PARTNERS", "NOTIFICATIONS")}
    assert used - services <= explained


def test_every_command_it_names_exists():
    menu = subprocess.run([ROOT / "sinergi"], capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"\./sinergi (\w+)", README)) <= set(re.findall(r"\./sinergi (\w+)", menu))


def test_every_file_it_points_to_is_there():
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_it_is_short_enough_to_be_read():
    assert len(README.splitlines()) < 250
