"""Reading single values out of addresses and small forms."""

from uuid import UUID

from flask import request

from shared.errors import InvalidInput
from shared.language import msg


def uuid_argument(name: str) -> UUID | None:
    """Return the id in the query string; anything that is no id is none."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


def number_argument(name: str) -> int:
    """Return the whole number sent with a form; raises InvalidInput."""
    sent = request.form.get(name, "").strip()
    if not (sent.isascii() and sent.isdigit() and len(sent) < 10):
        raise InvalidInput({name: [msg("Write a whole number, for example 25.")]})
    return int(sent)


def small_number_in_query(name: str) -> int | None:
    """Return a small whole number out of the query string, or None."""
    sent = request.args.get(name, "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 4 else None
