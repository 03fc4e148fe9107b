import json
import subprocess
import sys
from pathlib import Path
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


SMALL_PLAN = Path(__file__).parents[2] / "examples" / "plan-small.json"
OFFERS = ("kemasan", "halal", "ekspor")


def assign(problem, tmp_path):
    file = tmp_path / "problem.json"
    file.write_text(problem if isinstance(problem, str) else json.dumps(problem), encoding="utf-8")
    return CliRunner().invoke(cli.cli, ["assign", str(file)])


def changed(**parts):
    return {**json.loads(SMALL_PLAN.read_text(encoding="utf-8")), **parts}


def test_the_example_is_solved_proven_and_explained():
    done = subprocess.run(
        [sys.executable, "-m", "services.partners.cli", "assign", SMALL_PLAN],
        capture_output=True,
        text=True,
        check=True,
    )
    plan = json.loads(done.stdout)
    assert (plan["points"], plan["gap"], plan["way"], plan["floors_cost"]) == (441, 0, "flow", 26)
    assert {"ikm": "IKM-4", "offer": "halal"} in plan["seats"]
    assert {"ikm": "IKM-7", "missing": 16, "exact": True, "offer": "kemasan", "taken_by": "IKM-6"} in plan[
        "without_seat"
    ]
    price = {"offer": "kemasan", "give_up": 82, "one_more": 66, "newcomer": "IKM-7", "exact": True}
    assert price in plan["offers"]


def test_the_description_shows_the_example_and_its_plan(tmp_path):
    described = (SMALL_PLAN.parents[1] / "docs" / "assignment.md").read_text(encoding="utf-8")
    shown = described.split("```json\n")[1].split("```")[0]
    assert json.loads(shown) == changed()


def test_conditions_that_contradict_each_other_are_named_by_their_names(tmp_path):
    pins = [["IKM-1", "ekspor"], ["IKM-3", "ekspor"]]
    refused = assign(changed(pins=pins, exclusions=[]), tmp_path)
    told = "Error: These conditions cannot all hold: free_seats ekspor; pin IKM-1 ekspor; pin IKM-3 ekspor.\n"
    assert (refused.exit_code, refused.output) == (1, told)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("no json", "This is no problem as docs/assignment.md describes it"),
        ("[]", "Invalid input"),
        (changed(pairs=[["IKM-1", "kemasan", float("nan")]]), "not a row of the form that is asked"),
        (changed(pairs=[["IKM-1", "kemasan", 10**30]]), "not a row of the form that is asked"),
        (changed(pairs=[["IKM-9", "kemasan", 1]]), "not among those listed: IKM-9"),
        (changed(pairs=[["IKM-1", "kemasan", -1]], pins=[]), "score_negative"),
        (changed(offers=[{"id": "kemasan", "free": 10**30, "precedence": 1}] * 2), "named twice: kemasan"),
        (changed(step=10**30), "number_too_large"),
        (
            changed(offers=[{"id": name, "free": 10**30, "precedence": 1} for name in OFFERS]),
            "not a row of the form that is asked",
        ),
        (changed(segments=[{"name": "x", "offer": "kemasan", "kind": "some", "seats": 1, "members": []}]), "segments"),
    ],
)
def test_a_problem_that_means_nothing_is_refused_in_a_sentence(wrong, told, tmp_path):
    refused = assign(wrong, tmp_path)
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: ")
    assert told in refused.output
