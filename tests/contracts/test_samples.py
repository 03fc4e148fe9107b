"""A frozen sample of every event in every version, again where it got fields: what was once sent can be read."""

import json
from collections import defaultdict
from dataclasses import fields
from pathlib import Path

import pytest

from shared.events.catalogue import CONSUMERS, SERVICES, producer_of
from shared.events.contract import CONTRACTS, dump, load

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.json"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_is_read_and_written_back_as_it_is(path):
    sample = json.loads(path.read_text())
    written = dump(load(sample["name"], sample["version"], sample["payload"]))
    assert as_far_as_known(written, sample["payload"]) == sample["payload"]


def as_far_as_known(written, sample):
    """Leave out what a fact, or a part of it, got since the sample was frozen."""
    if isinstance(sample, dict):
        return {name: as_far_as_known(written[name], known) for name, known in sample.items()}
    if isinstance(sample, list) and len(sample) == len(written):
        return [as_far_as_known(*pair) for pair in zip(written, sample, strict=True)]
    return written


def test_the_samples_of_an_event_show_all_its_fields():
    shown = defaultdict(set)
    for path in SAMPLES:
        sample = json.loads(path.read_text())
        shown[sample["name"], sample["version"]] |= set(sample["payload"])
    assert shown == {key: {item.name for item in fields(contract)} for key, contract in CONTRACTS.items()}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_unknown_fields_are_ignored(path):
    sample = json.loads(path.read_text())
    known = load(sample["name"], sample["version"], sample["payload"])
    assert load(sample["name"], sample["version"], sample["payload"] | {"field_of_the_future": 1}) == known


def test_every_contract_has_a_sample():
    frozen = {(sample["name"], sample["version"]) for sample in (json.loads(path.read_text()) for path in SAMPLES)}
    assert frozen == set(CONTRACTS)


def test_every_event_is_in_the_catalogue_with_consumers_that_exist():
    assert set(CONSUMERS) == set(CONTRACTS.values())
    for contract, consumers in CONSUMERS.items():
        assert consumers
        assert {producer_of(contract), *consumers} <= set(SERVICES)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_event_carries_a_nik_or_a_turnover(path):
    text = path.read_text().lower()
    assert not {"nik", "omzet", "turnover", "investment"} & set(text.replace('"', " ").replace("_", " ").split())
