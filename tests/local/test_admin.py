"""./sinergi admin create: an account of the office from the terminal."""

from local.__main__ import main
from services.partners.actions.recognition import find, recognise
from shared.database import Database


def test_the_printed_password_opens_the_account(tmp_path, monkeypatch, capfd):
    monkeypatch.delenv("SINERGI_PARTNERS_DATABASE_URL", raising=False)
    create = ["admin", "create", "--data", str(tmp_path), "--email", "sari@example.test", "--name", "Sari"]
    assert main([*create, "--role", "staff"]) == 0
    email, password = capfd.readouterr().out.split()
    database = Database(f"sqlite:///{tmp_path}/partners.sqlite3")
    with database.transaction() as session:
        assert recognise(find(session, email), password).role == "staff"
    database.dispose()
    assert main(create) != 0
    assert "already an account" in capfd.readouterr().err


def test_a_forgotten_password_is_replaced_in_the_terminal(tmp_path, monkeypatch, capfd):
    monkeypatch.delenv("SINERGI_PARTNERS_DATABASE_URL", raising=False)
    at = ["--data", str(tmp_path), "--email", "sari@example.test"]
    main(["admin", "create", *at, "--name", "Sari"])
    _, first = capfd.readouterr().out.split()
    assert main(["admin", "reset", *at]) == 0
    email, password = capfd.readouterr().out.split()
    database = Database(f"sqlite:///{tmp_path}/partners.sqlite3")
    with database.transaction() as session:
        assert password != first
        assert recognise(find(session, email), password).password_is_generated
    database.dispose()
