"""What the README says about the code is so."""

import re
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from local import event_map
from services.notifications.domain import message
from services.partners.domain import attendance, enrolment, invitation, nomination, offer
from services.registry.domain import ikm
from shared.events.catalogue import SERVICES
from shared.language import translate
from shared.migrations import KERNEL, metadata_of
from shared.rights import ROLES
from shared.work import table
from tests.contracts.needed_rights import rights_of_readme

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
STATES = {
    "IKM": ikm.STATUSES,
    "offer": offer.STATES,
    "nomination": nomination.STATES,
    "invitation": invitation.STATES,
    "enrolment": enrolment.STATES,
    "attendance": attendance.STATES,
    "message": message.STATES,
    "work": table.STATES,
}


def section(title: str) -> str:
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_the_event_map_is_as_the_catalogue_writes_it() -> None:
    assert event_map.placed(README) == README, "python -m local.event_map writes it anew"


def test_an_event_more_or_less_is_seen_in_the_event_map() -> None:
    (row,) = [line for line in README.splitlines() if line.startswith("| `partners.offer_opened` |")]
    assert event_map.placed(README.replace(f"{row}\n", "")) == README
    assert event_map.placed(README.replace(row, f"{row}\n| `partners.offer_dreamt` | registry |")) == README


def test_every_setting_of_the_compose_file_is_explained():
    used = set(re.findall(r"^  (SINERGI_\w+):", (ROOT / "docker-compose.yml").read_text(), re.MULTILINE))
    explained = set(re.findall(r"SINERGI_[A-Z_]+", section("Settings"))) | {"SINERGI_REGISTRY_DATABASE_URL"}
    services = {f"SINERGI_{service}_DATABASE_URL" for service in ("REGISTRY", "PARTNERS", "NOTIFICATIONS")}
    assert used - services <= explained


def test_every_setting_of_the_code_is_explained():
    read = set(re.findall(r"SINERGI_[A-Z_]+[A-Z]", (ROOT / "shared" / "settings.py").read_text()))
    assert read <= set(re.findall(r"SINERGI_[A-Z_]+", section("Settings")))


def test_every_table_has_its_owner():
    rows = dict(re.findall(r"^\| ([a-z, ]+) \| (`.+) \|$", section("Who owns what"), re.MULTILINE))
    written = {owner: set(re.findall(r"`(\w+)`", tables)) for owner, tables in rows.items()}
    owners = {**{service: service for service in SERVICES}, "each, from the kernel": KERNEL}
    assert written == {owner: set(metadata_of(branch).tables) for owner, branch in owners.items()}


@pytest.mark.parametrize(("noun", "states"), STATES.items())
def test_every_state_is_listed_with_its_label(noun, states):
    labels = ", ".join(translate(label, "id") for label in states.values())
    assert f"| {noun} {' '.join(f'`{code}`' for code in states)} | {labels} |" in section("Words")


def test_every_role_is_listed_with_its_label_and_rights() -> None:
    labels = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", section("Who may what"), re.MULTILINE))
    assert labels == {role: translate(row.name, "id") for role, row in ROLES.items()}
    assert rights_of_readme() == {role: {right.name for right in row.rights} for role, row in ROLES.items()}


def test_every_command_it_names_exists():
    menu = subprocess.run([ROOT / "sinergi"], capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"\./sinergi (\w+)", README)) <= set(re.findall(r"\./sinergi (\w+)", menu))


def test_every_command_in_a_container_exists():
    processes = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    assert set(re.findall(r"docker compose exec (?:-T )?([\w-]+)", README)) <= set(processes)
    for service, command in re.findall(r"services\.(\w+)\.cli ([a-z-]+)", README):
        assert command in import_module(f"services.{service}.cli").cli.commands


def test_every_file_it_points_to_is_there():
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_it_is_short_enough_to_be_read():
    assert len(README.splitlines()) < 250
