"""Facts for tests."""

from datetime import UTC, datetime
from uuid import uuid4

from shared.events.partners import AccountChanged


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
