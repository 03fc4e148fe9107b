"""What the documents point to is there."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
NAMED = re.compile(r"\((\d{4}(?:, \d{4})*)\)")


def test_every_file_a_document_points_to_is_there() -> None:
    links = [
        (page.name, target)
        for page in DOCS.rglob("*.md")
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert links == []


def test_every_decision_the_architecture_names_was_taken() -> None:
    taken = {page.name[:4] for page in (DOCS / "decisions").glob("*.md")}
    named = {number for group in NAMED.findall((DOCS / "architecture.md").read_text()) for number in group.split(", ")}
    assert named - taken == set()


def test_every_file_the_architecture_says_to_touch_is_there() -> None:
    text = (DOCS / "architecture.md").read_text().partition("\n## How to add\n")[2].partition("\n## ")[0]
    named = [name for name in re.findall(r"`([\w/]+(?:\.py|\.po|/))`", text) if "/" in name.rstrip("/")]
    roots = (DOCS.parent, DOCS.parent / "services", *(DOCS.parent / "services").iterdir())
    assert len(named) > 8
    assert [name for name in named if not any((root / name).exists() for root in roots)] == []
