import json
from datetime import date

import pytest

from services.partners.domain.policy import Policy
from services.partners.domain.profile import Permit
from shared.language import Message, translate
from tests.partners.domain.examples import engagement, ikm, programme, training, weighed_one

POLICY = Policy()
CHAIN = {"workers": 5, "local_material": "yes", "supplies_others": "yes", "in_sentra": "yes"}
NO_CHAIN = {"workers": 4, "local_material": "no", "supplies_others": "no", "in_sentra": "no"}
CASES = [
    ("need", ikm(), programme(), 30),
    ("need", ikm(needs={}), programme(), 0),
    ("cluster", ikm(), programme(), 15),
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
    ("unserved", ikm(), programme(), 0, engagement(starts_on=date(2027, 2, 28))),
    ("mobility", ikm(kecamatan_code="64.08.10"), programme(), 10),
    ("mobility", ikm(kecamatan_code="64.08.04"), programme(), 0),
    ("mobility", ikm(kecamatan_code="64.08.04"), programme(mode="DARING"), 10),
    ("mobility", ikm(kecamatan_code=None), programme(), 0),
    ("chain", ikm(**CHAIN), programme(), 5),
    ("chain", ikm(**CHAIN | {"workers": 4}), programme(), 3),
    ("chain", ikm(workers=5), programme(), 1),
    ("chain", ikm(), programme(), 0),
    ("chain", ikm(**NO_CHAIN), programme(), 0),
    ("momentum", ikm(trainings=(training(date(2025, 5, 1)),)), programme(), 5),
    ("momentum", ikm(trainings=(training(date(2020, 5, 1)),)), programme(), 0),
    ("reachable", ikm(), programme(), 5),
    ("reachable", ikm(has_email=False), programme(), 5),
    ("reachable", ikm(has_email=False, has_phone=False), programme(), 0),
]


def breakdown(profile, offer, *seats, policy=POLICY):
    return {part["criterion"]: part for part in weighed_one(profile, offer, *seats, policy=policy).match(0).breakdown}


@pytest.mark.parametrize(
    ("criterion", "profile", "offer", "expected", "seats"), [(*case[:4], case[4:]) for case in CASES]
)
def test_points(criterion, profile, offer, expected, seats):
    part = breakdown(profile, offer, *seats)[criterion]
    assert part["points"] == expected
    assert part["of"] == POLICY.weights[criterion]


def test_the_best_gets_everything_but_momentum():
    assert weighed_one(ikm(**CHAIN), programme()).scores.tolist() == [95]


def test_each_point_comes_with_a_sentence_that_survives_storage():
    found = breakdown(ikm(trainings=(training(date(2025, 5, 1)),)), programme())
    for part in json.loads(json.dumps(found)).values():
        said = translate(Message.from_json(part["message"]), "en")
        assert said
        assert "{" not in said


def test_staff_change_the_weights():
    policy = Policy(weights={**POLICY.weights, "need": 50, "cluster": 0})
    found = breakdown(ikm(), programme(), policy=policy)
    assert (found["need"]["points"], found["cluster"]["points"]) == (50, 0)


def test_a_policy_that_does_not_know_a_criterion_gives_it_nothing():
    policy = Policy(weights={name: points for name, points in POLICY.weights.items() if name != "chain"})
    part = breakdown(ikm(**CHAIN), programme(), policy=policy)["chain"]
    assert (part["points"], part["of"]) == (0, 0)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (
            CHAIN,
            "Others have something of it too: at least 5 people work there, local raw material, supplies other IKM,"
            " belongs to a sentra.",
        ),
        (
            {"local_material": "yes", "supplies_others": "no"},
            "Others have something of it too: local raw material. Not recorded yet, ask: number of workers,"
            " whether it belongs to a sentra.",
        ),
        (
            {"workers": 2, "supplies_others": "no"},
            "Not recorded yet, ask: where the raw material comes from, whether it belongs to a sentra.",
        ),
        (NO_CHAIN, "Few work there, and other businesses have nothing of it."),
    ],
)
def test_what_others_have_of_it_and_what_to_ask_is_said(known, expected):
    message = breakdown(ikm(**known), programme())["chain"]["message"]
    assert translate(Message.from_json(json.loads(json.dumps(message))), "en") == expected


def test_a_cluster_that_the_list_does_not_name_has_no_priority_and_is_not_taken_for_unknown():
    assert (
        breakdown(ikm(cluster="ROTAN"), programme())["cluster"]["message"]["template"] == "Its cluster has no priority."
    )
