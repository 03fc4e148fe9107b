"""An action takes a session and changes something; whoever opens the database is at the edge (web, tasks, cli)."""

import ast
from collections.abc import Iterator
from pathlib import Path

SERVICES = Path(__file__).resolve().parents[2] / "services"
OPENS = {"transaction", "reading"}


def opened(tree: ast.AST) -> Iterator[int]:
    """Yield the lines that take a database, or open a session of one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.annotation and "Database" in ast.unparse(node.annotation).split():
            yield node.lineno
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in OPENS:
            yield node.lineno


def test_it_is_seen() -> None:
    said = "def do(database: Database | None) -> None:\n    with database.transaction() as session:\n        pass"
    assert list(opened(ast.parse(said))) == [1, 2]


def test_no_action_opens_the_database() -> None:
    actions = sorted(SERVICES.glob("*/actions/**/*.py"))
    assert len(actions) > 60
    assert {str(path): lines for path in actions if (lines := [*opened(ast.parse(path.read_text()))])} == {}
