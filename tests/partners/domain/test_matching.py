import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from services.partners.domain.profile import Permit
from services.partners.domain.roster import Roster
from shared.vocabulary import CLUSTERS, KECAMATAN, SIZE_CLASSES
from tests.partners.domain.examples import START, engagement, ikm, meeting, programme, training, weighed, weighed_one

days = st.dates(date(2020, 1, 1), START)
some_day = st.dates(date(2027, 1, 1), date(2027, 12, 31))
permits = st.builds(Permit, st.sampled_from(["yes", "no", "unknown"]), st.none() | some_day)
profiles = st.builds(
    ikm,
    ikm_id=st.uuids(),
    status=st.sampled_from(["registered", "verified", "draft"]),
    restricted=st.booleans(),
    consent_to_share=st.sampled_from(["yes", "no", "unknown"]),
    cluster=st.sampled_from([*CLUSTERS, "ROTAN", None]),
    kbli=st.sampled_from(["10794", "13121", None]),
    size_class=st.sampled_from([*SIZE_CLASSES, None]),
    kecamatan_code=st.sampled_from([*KECAMATAN, None]),
    has_email=st.booleans(),
    has_phone=st.booleans(),
    needs=st.dictionaries(st.sampled_from(["PENGEMASAN", "SERTIFIKASI_HALAL"]), st.integers(1, 3)),
    permits=st.dictionaries(st.sampled_from(["PIRT", "HALAL"]), permits),
    registered_on=days,
    trainings=st.lists(st.builds(training, held_on=days), max_size=3).map(tuple),
    workers=st.none() | st.integers(0, 30),
    **dict.fromkeys(("local_material", "supplies_others", "in_sentra"), st.sampled_from(["yes", "no", None])),
)
lists = st.lists(profiles, max_size=4, unique_by=lambda profile: profile.ikm_id)
programmes = st.builds(
    programme,
    topic=st.sampled_from(["PENGEMASAN", "SERTIFIKASI_HALAL"]),
    mode=st.sampled_from(["LURING", "DARING"]),
    clusters=st.sets(st.sampled_from([*CLUSTERS])).map(frozenset),
    kbli_prefixes=st.sampled_from([(), ("1079",), ("13", "1")]),
    kecamatan=st.sets(st.sampled_from([*KECAMATAN]), max_size=4).map(frozenset),
    size_classes=st.sets(st.sampled_from([*SIZE_CLASSES])).map(frozenset),
    required_certificates=st.sampled_from([(), ("PIRT",), ("PIRT", "HALAL")]),
    meetings=st.sampled_from([(), (meeting(1, 3, 6),)]),
)
OTHERS = [
    engagement(offer_id=UUID(int=1), title="Bimtek foto", meetings=(meeting(1, 1, 4),)),
    engagement(offer_id=UUID(int=2), title="Magang"),
    engagement(offer_id=UUID(int=3), title="Bimtek lain", meetings=(meeting(1, 6, 8),)),
    engagement(offer_id=UUID(int=4), title="Tahun lalu", starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 2)),
    engagement(offer_id=UUID(int=9), title="Yang ini"),
]
seats = st.lists(st.sampled_from(OTHERS), max_size=3, unique_by=lambda seat: seat.offer_id)
OFFER = programme(kecamatan=frozenset({"64.08.10"}))
some = settings(max_examples=25, deadline=None)


def held_by(found, data):
    return {profile.ikm_id: data.draw(seats) for profile in found}


def written(matches):
    return json.dumps(
        [[str(item.ikm_id), item.state, item.score, item.breakdown, item.gate] for item in matches]
    ).encode()


def in_order(found, offer=OFFER, held=None):
    seen = weighed(found, offer, held=held)
    return [seen.match(row) for row in seen.best_first(np.arange(len(found)))]


@given(lists, programmes, st.randoms(), st.data())
@some
def test_the_same_ikm_give_the_same_result_to_the_byte_in_whatever_order_they_come(found, offer, random, data):
    held = held_by(found, data)
    shuffled = random.sample(found, len(found))
    turned = {ikm_id: held[ikm_id][::-1] for ikm_id in reversed(held)}
    assert written(in_order(found, offer, held)) == written(in_order(shuffled, offer, turned))


@given(lists, programmes, st.data())
@some
def test_what_is_said_of_an_ikm_is_the_same_alone_and_among_others(found, offer, data):
    held = held_by(found, data)
    seen = weighed(found, offer, held=held)
    for row, profile in enumerate(found):
        alone = weighed_one(profile, offer, *held[profile.ikm_id])
        assert written([alone.match(0)]) == written([seen.match(row)])
        assert alone.objection(0) == seen.objection(row)


@given(lists, programmes, st.data())
@some
def test_what_is_said_of_some_is_the_same_among_all(found, offer, data):
    held = held_by(found, data)
    some_of_them = [profile for profile in found if data.draw(st.booleans())]
    whole, part = weighed(found, offer, held=held), weighed(some_of_them, offer, held=held)
    rows = whole.roster.rows_of([profile.ikm_id for profile in some_of_them])
    assert part.scores.tolist() == whole.scores[rows].tolist()
    assert part.verdicts.tolist() == whole.verdicts[rows].tolist()
    assert written(map(part.match, range(len(rows)))) == written(map(whole.match, rows))


@given(lists, st.data())
@some
def test_rows_taken_from_a_roster_or_joined_to_one_are_those_that_were_there(found, data):
    roster = weighed(found).roster
    rows = data.draw(st.permutations(range(len(found))).map(lambda order: order[: len(order) // 2]))
    picked = weighed([found[row] for row in rows]).roster
    taken = roster.take(np.array(rows, dtype=np.intp))
    joined = Roster.joined([taken, picked])
    assert list(taken.rows) == list(picked.rows)
    assert taken.trainings.titles.tolist() == picked.trainings.titles.tolist()
    assert taken.trainings.bounds.tolist() == picked.trainings.bounds.tolist()
    assert joined.needs.tolist() == [*picked.needs.tolist(), *picked.needs.tolist()]
    assert joined.trainings.latest_before(START.toordinal())[len(rows) :].tolist() == [
        -1 if place < 0 else place + len(picked.trainings.days)
        for place in picked.trainings.latest_before(START.toordinal()).tolist()
    ]


@given(lists, programmes)
@some
def test_scores_lie_between_0_and_100_and_fall(found, offer):
    scores = [item.score for item in in_order(found, offer)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)


@given(lists, programmes)
@some
def test_whoever_is_not_suggested_is_told_what_is_missing(found, offer):
    for item in in_order(found, offer):
        assert bool(item.gate) == (item.state != "suggested")


BETTER = {
    "a need is recorded": lambda known, offer: {"needs": {**known.needs, offer.topic: 3}},
    "a need weighs more": lambda known, offer: {
        "needs": {**known.needs, offer.topic: min(known.needs.get(offer.topic, 0) + 1, 3)}
    },
    "it was trained longer ago": lambda known, offer: {
        "trainings": tuple(
            replace(held, held_on=held.held_on - timedelta(days=200 * (held.held_on < START)))
            for held in known.trainings
        )
    },
    "it is in a priority cluster": lambda known, offer: {"cluster": "PISANG"},
    "no training so far": lambda known, offer: {"trainings": ()},
    "it is hard to reach": lambda known, offer: {"kecamatan_code": "64.08.10"},
    "it has an email": lambda known, offer: {"has_email": True},
    "it has a phone": lambda known, offer: {"has_phone": True},
    "more work there": lambda known, offer: {"workers": (known.workers or 0) + 4},
    "its raw material is local": lambda known, offer: {"local_material": "yes"},
    "it supplies others": lambda known, offer: {"supplies_others": "yes"},
    "it belongs to a sentra": lambda known, offer: {"in_sentra": "yes"},
}
BUILDS_ON_IT = 5


@given(profiles, programmes, st.sampled_from(sorted(BETTER)))
@some
def test_a_better_fact_never_lowers_a_score(profile, offer, better):
    improved = replace(profile, **BETTER[better](profile, offer))
    before, after = (weighed_one(one, offer).match(0) for one in (profile, improved))
    lost = {part["criterion"] for part, new in zip(before.breakdown, after.breakdown, strict=True)
            if new["points"] < part["points"]}  # fmt: skip
    assert lost <= ({"momentum"} if better in ("no training so far", "it was trained longer ago") else set())
    assert after.score >= before.score - (BUILDS_ON_IT if lost else 0)


EFFECTS = ("workers", "local_material", "supplies_others", "in_sentra")
TO_ASK = {"Not recorded yet, ask: {to_ask}.",
          "Others have something of it too: {effects}. Not recorded yet, ask: {to_ask}."}  # fmt: skip


@given(profiles, programmes)
@some
def test_an_effect_that_is_not_recorded_gives_as_much_as_a_no_and_is_asked_for_where_a_no_is_not(profile, offer):
    denied = {name: (1 if name == "workers" else "no") for name in EFFECTS if getattr(profile, name) is None}
    open_one, closed = (weighed_one(one, offer).match(0) for one in (profile, replace(profile, **denied)))
    said, answered = (
        next(part for part in one.breakdown if part["criterion"] == "chain") for one in (open_one, closed)
    )
    assert (open_one.score, open_one.state) == (closed.score, closed.state)
    assert (said["message"]["template"] in TO_ASK) == bool(denied)
    assert answered["message"]["template"] not in TO_ASK


FITTING = {
    "the status": lambda offer: {"status": "verified"},
    "no request runs": lambda offer: {"restricted": False},
    "consent": lambda offer: {"consent_to_share": "yes"},
    "the cluster": lambda offer: {"cluster": min(offer.clusters, default=None)} if offer.clusters else {},
    "the kecamatan": lambda offer: {"kecamatan_code": min(offer.kecamatan)} if offer.kecamatan else {},
    "the size": lambda offer: {"size_class": min(offer.size_classes)} if offer.size_classes else {},
    "the line of business": lambda offer: {"kbli": offer.kbli_prefixes[0].ljust(5, "0")} if offer.kbli_prefixes else {},
    "all certificates that are asked for": lambda offer: {
        "permits": {kind: Permit("yes") for kind in offer.required_certificates}
        | {kind: Permit("no") for kind in ("HALAL", "PIRT") if kind not in offer.required_certificates}
    },
}
ORDER = ["not_eligible", "to_confirm", "suggested"]


@given(profiles, programmes, st.sampled_from(sorted(FITTING)))
@some
def test_a_fact_that_fits_never_lowers_a_verdict(profile, offer, fact):
    fitting = replace(profile, **FITTING[fact](offer))
    before, after = (ORDER.index(weighed_one(one, offer).match(0).state) for one in (profile, fitting))
    assert after >= before


@given(profiles, programmes, st.lists(st.sampled_from(OTHERS), max_size=3, unique_by=lambda seat: seat.offer_id))
@some
def test_a_seat_given_up_elsewhere_never_lowers_a_verdict(profile, offer, held):
    before, after = (ORDER.index(weighed_one(profile, offer, *mine).match(0).state) for mine in (held, held[:-1]))
    assert after >= before


NOT_KNOWN = {
    "cluster": None, "kbli": None, "kecamatan_code": None, "size_class": None, "permits": {}, "needs": {},
    "consent_to_share": "unknown",
}  # fmt: skip


@given(profiles, programmes)
@some
def test_what_is_not_known_is_never_a_no(profile, offer):
    bare = replace(profile, status="registered", restricted=False, **NOT_KNOWN)
    assert {item["verdict"] for item in weighed_one(bare, offer).match(0).gate} <= {"unknown"}


@given(profiles, programmes, st.sampled_from(sorted(NOT_KNOWN)))
@some
def test_a_fact_that_is_not_known_any_more_makes_no_new_no(profile, offer, fact):
    """Cluster and KBLI say the same thing in two ways: where one fits and the other does not, both count."""
    gone = ("cluster", "kbli") if fact in ("cluster", "kbli") else (fact,)
    less = replace(profile, **{name: NOT_KNOWN[name] for name in gone})
    before, after = (
        {item["check"] for item in weighed_one(one, offer).match(0).gate if item["verdict"] == "no"}
        for one in (profile, less)
    )
    assert after <= before


def test_ties_go_to_the_longest_unserved_then_the_first_registered_then_the_smallest_id():
    long_ago, longer_ago = (training(date(2023, 1, day)) for day in (2, 1))
    found = [
        ikm(ikm_id=UUID(int=4), trainings=(long_ago,)),
        ikm(ikm_id=UUID(int=3), trainings=(longer_ago,), registered_on=date(2024, 1, 2)),
        ikm(ikm_id=UUID(int=1 << 64), trainings=(longer_ago,)),
        ikm(ikm_id=UUID(int=2), trainings=(longer_ago,)),
        ikm(ikm_id=UUID(int=1), trainings=(longer_ago,)),
    ]
    assert [item.ikm_id.int for item in in_order(found, programme())] == [1, 2, 1 << 64, 3, 4]


def test_nobody_is_weighed_as_nobody():
    assert in_order([]) == []
