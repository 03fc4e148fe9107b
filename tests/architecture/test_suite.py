"""The suite runs as it is meant to."""

import os

import pytest


@pytest.mark.xdist_group("site")
def test_what_shares_a_system_runs_in_one_process(request):
    """Plugins that no longer understand each other would start the whole system once per process, unnoticed."""
    assert request.node.nodeid.endswith("@site") is ("PYTEST_XDIST_WORKER" in os.environ)
