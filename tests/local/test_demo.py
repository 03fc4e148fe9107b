"""./sinergi demo prints the whole chain, from the office's lists to the ledger."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHAIN = [
    r"1433 rows of data-ikm-disperindag-2024\.xlsx: \d+ new",
    r"Businesses in the register: 13\d\d",
    r"Posted and seen by the office: [\d.]+ s",
    r"Opened and suggestions there: [\d.]+ s, \d+ of them",
    r"30 seats given, \d+ wait in line; \d+ are invited by mail, \d+ by phone",
    r"Confirmed and all \d+ invitations delivered: [\d.]+ s",
    r"Subject: Undangan untuk .+: Pelatihan kemasan yang menjual",
    r"Attached: \S+\.ics",
    r"No WhatsApp message is offered: its link would lead to this machine alone",
    r": declined Sedang panen",
    r": delegated Siti Aminah",
    r"Answered and confirmed by mail: [\d.]+ s",
    r"In the registry: .+: accepted",
    r"30 seats → \d+ nominated → 2 confirmed",
    r"no process is left",
]


@pytest.mark.timeout(300)
def test_every_step_is_told():
    done = subprocess.run(
        [sys.executable, "-m", "local", "demo"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    told = " ".join(done.stdout.split())
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    assert [step for step in CHAIN if not re.search(step, told)] == []
