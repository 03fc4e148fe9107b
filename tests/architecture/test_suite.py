"""The suite runs as it is meant to."""

import os
import re
from pathlib import Path

import pytest


@pytest.mark.xdist_group("site")
def test_what_shares_a_system_runs_in_one_process(request):
    """Plugins that no longer understand each other would start the whole system once per process, unnoticed."""
    assert request.node.nodeid.endswith("@site") is ("PYTEST_XDIST_WORKER" in os.environ)


def test_no_test_is_about_a_bare_who():
    """A name is a sentence: "whoever says yes again goes on with it"."""
    begun = re.compile(r"def (?:test_)?who_(?:has|had|may|says|said|was|wants|objects)_|_into_who_")
    files = Path(__file__).resolve().parents[1].rglob("*.py")
    named = [line for file in files for line in file.read_text().splitlines() if line.strip().startswith("def ")]
    assert len(named) > 1000
    assert [line for line in named if begun.search(line)] == []
