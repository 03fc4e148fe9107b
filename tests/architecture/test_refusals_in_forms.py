"""What a rule refuses is shown in a form by one means, ``with form.refusing():``."""

import ast
from pathlib import Path

SERVICES = Path(__file__).resolve().parents[2] / "services"
KINDS = {"InvalidInput", "RuleBroken"}


def by_hand(tree: ast.AST) -> list[int]:
    """Return the lines that catch what a rule refuses, and put it into a form."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and isinstance(node.type, ast.Name) and node.type.id in KINDS
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute) and part.attr == "refuse"
    ]


def test_no_page_catches_it_by_hand() -> None:
    assert by_hand(ast.parse("try:\n    save()\nexcept InvalidInput as error:\n    form.refuse(error)")) == [3]
    pages = {path: by_hand(ast.parse(path.read_text())) for path in SERVICES.glob("*/web/**/*.py")}
    assert len(pages) > 50
    assert {str(path): lines for path, lines in pages.items() if lines} == {}
