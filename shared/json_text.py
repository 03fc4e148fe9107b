"""JSON in the databases: by orjson, which is several times faster, and by the standard library what that refuses."""

import json
from typing import Any

import orjson

STRICT = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
"""As the standard library does: a day or an object that is left in a value is a mistake of ours."""


def to_json(value: Any) -> str:
    """Return a value as JSON. Raises TypeError where it is no plain one."""
    try:
        return orjson.dumps(value, option=STRICT).decode()
    except orjson.JSONEncodeError:
        # Keys that are numbers, numbers of more than 64 bits, half a character.
        return json.dumps(value)


def from_json(text: str | bytes) -> Any:
    """Return the value of a JSON text. Raises ValueError where it is none."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)
