from datetime import date

import pytest

from services.partners.domain.policy import Policy
from services.partners.domain.profile import Permit
from services.partners.domain.score import breakdown
from shared.language import Message, translate
from tests.partners.domain.examples import engagement, ikm, programme, training

POLICY = Policy()
CASES = [
    ("need", ikm(), programme(), 30),
    ("need", ikm(needs={}), programme(), 0),
    ("cluster", ikm(), programme(), 20),
    ("cluster", ikm(cluster="ROTAN"), programme(), 0),
    ("cluster", ikm(cluster=None), programme(), 0),
    ("severity", ikm(needs={"PENGEMASAN": 3}), programme(), 15),
    ("severity", ikm(needs={"PENGEMASAN": 1}), programme(), 5),
    ("severity", ikm(needs={}), programme(), 0),
    (
        "severity",
        ikm(needs={}, permits={"HALAL": Permit("yes", date(2027, 4, 1))}),
        programme(topic="SERTIFIKASI_HALAL"),
        15,
    ),
    ("unserved", ikm(), programme(), 15),
    ("unserved", ikm(trainings=(training(date(2025, 1, 1)),)), programme(), 15),
    ("unserved", ikm(trainings=(training(date(2026, 8, 30)),)), programme(), 7),
    ("unserved", ikm(engagements=(engagement(starts_on=date(2027, 2, 28)),)), programme(), 0),
    ("mobility", ikm(kecamatan_code="64.08.10"), programme(), 10),
    ("mobility", ikm(kecamatan_code="64.08.04"), programme(), 0),
    ("mobility", ikm(kecamatan_code="64.08.04"), programme(mode="DARING"), 10),
    ("mobility", ikm(kecamatan_code=None), programme(), 0),
    ("momentum", ikm(trainings=(training(date(2025, 5, 1)),)), programme(), 5),
    ("momentum", ikm(trainings=(training(date(2020, 5, 1)),)), programme(), 0),
    ("reachable", ikm(), programme(), 5),
    ("reachable", ikm(has_email=False), programme(), 5),
    ("reachable", ikm(has_email=False, has_phone=False), programme(), 0),
]


@pytest.mark.parametrize(("criterion", "profile", "offer", "expected"), CASES)
def test_points(criterion, profile, offer, expected):
    points = {item.criterion: item for item in breakdown(profile, offer, POLICY)}[criterion]
    assert points.points == expected
    assert points.of == POLICY.weights[criterion]


def test_the_best_gets_everything_but_momentum():
    assert sum(item.points for item in breakdown(ikm(), programme(), POLICY)) == 95


def test_each_point_comes_with_a_sentence_that_survives_storage():
    for item in breakdown(ikm(trainings=(training(date(2025, 5, 1)),)), programme(), POLICY):
        stored = Message.from_json(item.as_json()["message"])
        assert translate(stored, "en") == translate(item.message, "en")
        assert "{" not in translate(stored, "en")


def test_staff_change_the_weights():
    policy = Policy(weights={**POLICY.weights, "need": 50, "cluster": 0})
    points = {item.criterion: item.points for item in breakdown(ikm(), programme(), policy)}
    assert (points["need"], points["cluster"]) == (50, 0)
