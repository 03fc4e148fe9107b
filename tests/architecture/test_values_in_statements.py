"""No statement has a parameter for each value of a list that may grow: that is what ``among`` is for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FILES = sorted(
    path
    for folder in ("services", "shared")
    for path in Path(folder).rglob("*.py")
    if "in_(" in path.read_text() and "migrations" not in path.parts
)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_list_that_may_grow_is_one_parameter(path: Path) -> None:
    assert list(growing_lists(ast.parse(path.read_text()))) == []


def growing_lists(tree: ast.Module) -> Iterator[str]:
    """Yield what ``in_`` and ``not_in`` are given, but constants, what is written out there, and subqueries."""
    queries = {name for node in ast.walk(tree) for name in named_queries(node)}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in ("in_", "not_in"):
            (given,) = call.args
            if not is_constant(given) and root_of(given) not in queries | {"select"}:
                yield ast.unparse(call)


def named_queries(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Assign) and root_of(node.value) == "select":
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.arg) and node.annotation and "Select[" in ast.unparse(node.annotation):
        yield node.arg


def is_constant(given: ast.expr) -> bool:
    if isinstance(given, ast.Tuple | ast.List):
        return not any(isinstance(item, ast.Starred) for item in given.elts)
    return (isinstance(given, ast.Name | ast.Attribute)) and root_of(given, last=True).strip("_").isupper()


def root_of(node: ast.expr, *, last: bool = False) -> str:
    """Return the name with which an expression begins; the ``last`` one of a dotted name."""
    while isinstance(node, ast.Call | ast.Attribute):
        if last and isinstance(node, ast.Attribute):
            return node.attr
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
