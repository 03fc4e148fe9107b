"""The environment is read where a process is put together, and nowhere else."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
COMPOSED = {"app", "worker", "cli"}


def reads_the_environment(path: Path) -> bool:
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return any(isinstance(call.func, ast.Attribute) and call.func.attr == "from_env" for call in calls)


def test_services_read_the_environment_only_where_a_process_is_put_together() -> None:
    modules = list((ROOT / "services").rglob("*.py"))
    found = {path.stem for path in modules if reads_the_environment(path)}
    assert found == COMPOSED
