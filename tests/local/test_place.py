"""The data directory of one machine: keys made once, for the owner only."""

import stat

import pytest

from local.environment import Ports, environment
from local.place import Place
from local.problems import Problem

PORTS = Ports()


def place_in(path) -> Place:
    place = Place(path / "var")
    place.prepare()
    return place


def test_keys_are_made_once_and_only_the_owner_reads_them(tmp_path):
    place = place_in(tmp_path)
    first, second = environment(place, PORTS), environment(place, PORTS)
    assert first["SINERGI_SECRET_KEY"] == second["SINERGI_SECRET_KEY"]
    assert first["SINERGI_SECRET_KEY"] != first["SINERGI_DATA_KEY"]
    assert stat.S_IMODE(place.secrets.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.directory.stat().st_mode) == 0o700


def test_a_directory_that_was_open_to_others_is_closed(tmp_path):
    (tmp_path / "var").mkdir(mode=0o755)
    (tmp_path / "var").chmod(0o755)
    place = place_in(tmp_path)
    assert {stat.S_IMODE(part.stat().st_mode) for part in (place.directory, place.mail, place.broker)} == {0o700}
    place.directory.chmod(0o755)
    environment(place, PORTS)
    place.prepare()
    assert stat.S_IMODE(place.directory.stat().st_mode) == 0o700


def test_an_open_directory_with_other_things_in_it_is_left_alone(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o755)
    (home / "letter").write_text("mine")
    with pytest.raises(Problem, match="choose a directory of its own"):
        Place(home).prepare()
    assert stat.S_IMODE(home.stat().st_mode) == 0o755
    assert [entry.name for entry in home.iterdir()] == ["letter"]


def test_two_places_have_different_keys(tmp_path):
    keys = {environment(place_in(tmp_path / name), PORTS)["SINERGI_DATA_KEY"] for name in ("one", "two")}
    assert len(keys) == 2


def test_a_real_mail_relay_in_the_environment_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setenv("SINERGI_SMTP_URL", "smtps://relay.example.test")
    assert environment(place_in(tmp_path), PORTS)["SINERGI_SMTP_URL"].endswith("@127.0.0.1:1025")


def test_a_broker_and_a_database_of_ones_own_are_used(tmp_path, monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://queue.example.test/1")
    monkeypatch.setenv("SINERGI_REGISTRY_DATABASE_URL", "postgresql://registry@db.example.test/registry")
    settings = environment(place_in(tmp_path), PORTS)
    assert settings["SINERGI_REDIS_URL"] == "redis://queue.example.test/1"
    assert settings["SINERGI_REGISTRY_DATABASE_URL"] == "postgresql://registry@db.example.test/registry"
    assert settings["SINERGI_PARTNERS_DATABASE_URL"] == f"sqlite:///{tmp_path}/var/partners.sqlite3"
