"""Facts for tests."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from shared.events.contract import load
from shared.events.partners import AccountChanged

OFFER_CLOSED = Path("tests/contracts/samples/partners.offer_closed.v1.json")


def account_changed(**overrides):
    values = {
        "account_id": uuid4(),
        "revision": 1,
        "name": "Siti Aminah",
        "email": "siti@contoh.id",
        "role": "staff",
        "institution_id": None,
        "language": "id",
        "active": True,
        "sessions_valid_from": datetime(2026, 11, 1, tzinfo=UTC),
    }
    return AccountChanged(**{**values, **overrides})


def offer_closed():
    """A fact for notifications alone."""
    return load("partners.offer_closed", 1, json.loads(OFFER_CLOSED.read_text())["payload"])
