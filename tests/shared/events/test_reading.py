"""What is read straight is what marshmallow would have let in, and nothing else."""

import copy
import json
from pathlib import Path

import pytest
from marshmallow import ValidationError

from shared.events.contract import CONTRACTS
from shared.events.reading import read, reader_of, schema_of

SAMPLES = sorted((Path(__file__).parents[2] / "contracts" / "samples").glob("*.json"))
GONE = object()
OTHERS = [
    GONE, None, "", "x", "7", 7, 7.0, 7.5, True, [], ["x"], [None], {}, "true", "2026-11-27", "20261127", "2026-W48-5",
    "2026-11-27T08:00:00", "2026-11-27T08:00:00Z", "2026-11-27T08:00:00+08:00",
    "{6f9619ff-8b86-d011-b42d-00c04fc964ff}",
    "6F9619FF8B86D011B42D00C04FC964FF",
    "urn:uuid:6f9619ff-8b86-d011-b42d-00c04fc964ff",
]  # fmt: skip


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_whatever_stands_in_a_place_is_read_as_marshmallow_reads_it(path):
    sample = json.loads(path.read_text())
    contract = CONTRACTS[sample["name"], sample["version"]]
    for place in places(sample["payload"]):
        for other in OTHERS:
            payload = with_other(sample["payload"], place, other)
            assert outcome(read, contract, payload) == outcome(by_marshmallow, contract, payload), (place, other)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_is_as_it_was_written_needs_no_deciding(path):
    sample = json.loads(path.read_text())
    contract = CONTRACTS[sample["name"], sample["version"]]
    assert reader_of(contract)(sample["payload"]) == by_marshmallow(contract, sample["payload"])


def by_marshmallow(contract, payload):
    return schema_of(contract).load(payload)


def outcome(reading, contract, payload):
    try:
        return repr(reading(contract, payload))
    except ValidationError as error:
        return error.messages


def places(value, before=()):
    """Yield where a value stands, at any depth."""
    found = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in found:
        yield (*before, key)
        yield from places(inner, (*before, key))


def with_other(payload, place, other):
    """Return a payload with another value in one place."""
    payload = copy.deepcopy(payload)
    inner = payload
    for key in place[:-1]:
        inner = inner[key]
    if other is GONE:
        del inner[place[-1]]
    else:
        inner[place[-1]] = other
    return payload
