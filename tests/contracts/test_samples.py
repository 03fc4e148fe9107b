"""A frozen sample of every event in every version, again where it got fields: what was once sent can be read."""

import json
from collections import defaultdict
from dataclasses import fields
from pathlib import Path

import pytest

from shared.events.catalogue import CONSUMERS, SERVICES, producer_of
from shared.events.contract import CONTRACTS, dump, load
from shared.events.partners import OfferSummary

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.json"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_is_read_and_written_back_as_it_is(path):
    sample = json.loads(path.read_text())
    written = dump(load(sample["name"], sample["version"], sample["payload"]))
    assert as_shown(written, sample["payload"]) == sample["payload"]


def as_shown(written, sample):
    """Return what was written without the fields, at any depth, that the sample is too old to have."""
    if isinstance(sample, dict):
        return {name: as_shown(written[name], value) for name, value in sample.items()}
    if isinstance(sample, list) and len(written) == len(sample):
        return [as_shown(*pair) for pair in zip(written, sample, strict=True)]
    return written


def test_the_samples_show_all_that_is_said_of_an_offer():
    payloads = [json.loads(path.read_text())["payload"] for path in SAMPLES]
    shown = {name for payload in payloads for name in payload.get("offer", ())}
    assert shown == {item.name for item in fields(OfferSummary)}


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
