"""Inserting unless the key is taken, and keeping the newest copy, stand once: in `shared/database.py`."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
COUNTED = "services/partners/models/guess.py"
"""Adds to what stands there, which is neither."""


@pytest.mark.parametrize(
    ("statement", "elsewhere"), [("on_conflict_do_nothing", []), ("on_conflict_do_update", [COUNTED])]
)
def test_it_stands_once(statement: str, elsewhere: list[str]) -> None:
    code = [path for part in ("services", "shared", "local") for path in (ROOT / part).rglob("*.py")]
    places = [str(path.relative_to(ROOT)) for path in code for _ in range(path.read_text().count(statement))]
    assert sorted(places) == [*elsewhere, "shared/database.py"]
