"""Days and amounts of rupiah are put into words in one place: `shared/words.py`."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SENTENCES = {"msg", "gettext", "ngettext", "Message"}
MODULES = [path for part in ("services", "shared") for path in sorted((ROOT / part).rglob("*.py"))]


def by_hand(tree: ast.AST) -> Iterator[int]:
    """Yield the lines of sentences that take a day as machines write it, and of amounts put behind "Rp" by hand."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SENTENCES:
            yield from (
                part.lineno for part in ast.walk(node) if isinstance(part, ast.Attribute) and part.attr == "isoformat"
            )
        if isinstance(node, ast.JoinedStr) and any(
            isinstance(part, ast.Constant) and str(part.value).endswith("Rp") for part in node.values[:-1]
        ):
            yield node.lineno


def test_they_are_found() -> None:
    assert list(by_hand(ast.parse('msg("On {day}.", day=day.isoformat())\nx = f"Rp{value:,}"'))) == [1, 2]


def test_no_sentence_has_a_day_or_an_amount_written_by_hand() -> None:
    found = {f"{path.relative_to(ROOT)}:{line}" for path in MODULES for line in by_hand(ast.parse(path.read_text()))}
    assert {place for place in found if not place.startswith("shared/words.py")} == set()
