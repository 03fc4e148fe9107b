from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from services.partners import cli
from services.partners.actions.recognition import find, recognise


@pytest.fixture
def run(sqlite_database, monkeypatch):
    database = sqlite_database("partners")
    monkeypatch.setattr(cli, "load_worker", lambda: SimpleNamespace(sinergi=SimpleNamespace(database=database)))
    return lambda *words: CliRunner().invoke(cli.cli, words)


def signs_in(database, email, password):
    with database.transaction() as session:
        return recognise(find(session, email), password).email


def test_an_account_is_made_with_a_password_that_works(run, sqlite_database):
    made = run("create-account", "Ani@contoh.id", "--name", "Ani", "--role", "admin")
    email, password = made.output.split()
    assert signs_in(sqlite_database("partners"), email, password) == "ani@contoh.id"


def test_the_same_address_twice_is_refused_in_a_sentence(run):
    run("create-account", "ani@contoh.id", "--name", "Ani")
    again = run("create-account", "ani@contoh.id", "--name", "Ani")
    assert (again.exit_code, again.output) == (1, "Error: There is already an account ani@contoh.id.\n")


@pytest.mark.parametrize("name", ["\u3164", "   ", "Ani 6408041708900001", "Ani\u202e"])
def test_a_name_that_no_page_would_take_is_refused_in_a_sentence(run, name):
    refused = run("create-account", "ani@contoh.id", "--name", name)
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: name: ")
    assert "6408041708900001" not in refused.output


def test_a_lost_password_is_replaced(run, sqlite_database):
    run("create-account", "ani@contoh.id", "--name", "Ani")
    email, password = run("reset-password", "ani@contoh.id").output.split()
    assert signs_in(sqlite_database("partners"), email, password) == "ani@contoh.id"


def test_nobody_resets_the_password_of_an_account_that_does_not_exist(run):
    assert run("reset-password", "siapa@contoh.id").exit_code == 1
