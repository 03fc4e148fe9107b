"""What a list or the ledger is narrowed to, as the address says it, and an address that says so."""

from datetime import date
from typing import Any

from flask import request

from services.partners.queries.about import About
from services.partners.web.arguments import uuid_argument

WORDS = {
    "offer_id": "penawaran",
    "institution_id": "lembaga",
    "kind": "jenis",
    "topic": "topik",
    "form": "bentuk",
    "since": "dari",
    "until": "sampai",
    "kecamatan": "kecamatan",
    "cluster": "klaster",
    "sex": "kelamin",
}
IDS, DAYS = ("offer_id", "institution_id"), ("since", "until")


def about_in_query() -> About:
    """Return what the query string narrows to; what is no id or no day narrows nothing."""
    return About(**{field: _value(field, word) for field, word in WORDS.items()})


def in_words(about: About) -> dict[str, Any]:
    """Return the arguments of an address that narrows to the same."""
    return {word: value for field, word in WORDS.items() if (value := getattr(about, field)) is not None}


def _value(field: str, word: str) -> Any:
    if field in IDS:
        return uuid_argument(word)
    sent = request.args.get(word) or None
    return _day(sent) if sent and field in DAYS else sent


def _day(sent: str) -> date | None:
    try:
        return date.fromisoformat(sent)
    except ValueError:
        return None
