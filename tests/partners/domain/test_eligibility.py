from datetime import date
from uuid import UUID

import pytest

from services.partners.domain.eligibility import VERDICTS
from services.partners.domain.profile import Permit
from tests.partners.domain.examples import engagement, ikm, meeting, programme, weighed_one


def three_of(year):
    days = [date(year, month, 1) for month in (6, 7, 8)]
    return [engagement(offer_id=UUID(int=day.toordinal()), starts_on=day, ends_on=day) for day in days]


CASES = [
    ("everything fits", ikm(), programme(), "yes"),
    ("a draft", ikm(status="draft"), programme(), "no"),
    ("an inactive one", ikm(status="inactive"), programme(), "no"),
    ("a personal-data request", ikm(restricted=True), programme(), "no"),
    ("sharing refused", ikm(consent_to_share="no"), programme(), "no"),
    ("sharing not asked", ikm(consent_to_share="unknown"), programme(), "yes"),
    ("the right cluster", ikm(), programme(clusters=frozenset({"PISANG"})), "yes"),
    ("another cluster", ikm(), programme(clusters=frozenset({"KAKAO"})), "no"),
    ("another cluster, right KBLI", ikm(), programme(clusters=frozenset({"KAKAO"}), kbli_prefixes=("1079",)), "yes"),
    ("no cluster recorded", ikm(cluster=None), programme(clusters=frozenset({"KAKAO"})), "unknown"),
    ("another KBLI", ikm(), programme(kbli_prefixes=("1073",)), "no"),
    ("no KBLI recorded", ikm(kbli=None), programme(kbli_prefixes=("1073",)), "unknown"),
    ("inside the area", ikm(), programme(kecamatan=frozenset({"64.08.10"})), "yes"),
    ("outside the area", ikm(), programme(kecamatan=frozenset({"64.08.04"})), "no"),
    ("no kecamatan recorded", ikm(kecamatan_code=None), programme(kecamatan=frozenset({"64.08.04"})), "unknown"),
    ("another size", ikm(), programme(size_classes=frozenset({"KECIL"})), "no"),
    ("no size recorded", ikm(size_class=None), programme(size_classes=frozenset({"KECIL"})), "unknown"),
    ("a permit held", ikm(), programme(required_certificates=("PIRT",)), "yes"),
    ("a permit missing", ikm(permits={"PIRT": Permit("no")}), programme(required_certificates=("PIRT",)), "no"),
    ("a permit never asked for", ikm(permits={}), programme(required_certificates=("PIRT",)), "unknown"),
    (
        "a permit that expires before",
        ikm(permits={"PIRT": Permit("yes", date(2027, 2, 28))}),
        programme(required_certificates=("PIRT",)),
        "no",
    ),
    ("halal already", ikm(permits={"HALAL": Permit("yes")}), programme(topic="SERTIFIKASI_HALAL"), "no"),
    ("halal not yet", ikm(permits={"HALAL": Permit("no")}), programme(topic="SERTIFIKASI_HALAL"), "yes"),
    ("halal never asked", ikm(permits={}), programme(topic="SERTIFIKASI_HALAL"), "unknown"),
    (
        "halal about to expire",
        ikm(permits={"HALAL": Permit("yes", date(2027, 4, 1))}),
        programme(topic="SERTIFIKASI_HALAL"),
        "yes",
    ),
    (
        "a course at the same hour",
        ikm(),
        programme(meetings=(meeting(1, 3, 6),)),
        "no",
        engagement(meetings=(meeting(1, 1, 4),)),
    ),
    (
        "a course on the same day at another hour",
        ikm(),
        programme(meetings=(meeting(1, 3, 6),)),
        "yes",
        engagement(meetings=(meeting(1, 1, 3),)),
    ),
    ("a course in the same days, times open", ikm(), programme(), "unknown", engagement()),
    ("a seat in this very offer", ikm(), programme(), "yes", engagement(offer_id=programme().offer_id)),
    (
        "three programmes in the year",
        ikm(),
        programme(),
        "no",
        *three_of(2027),
    ),
    (
        "three programmes in the year before",
        ikm(),
        programme(),
        "yes",
        *three_of(2026),
    ),
]


@pytest.mark.parametrize(
    ("profile", "offer", "expected", "seats"),
    [(*case[1:4], case[4:]) for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_the_gate(profile, offer, expected, seats):
    assert VERDICTS[weighed_one(profile, offer, *seats).verdicts[0]] == expected


def test_every_finding_says_what_is_missing():
    found = weighed_one(
        ikm(status="draft", cluster="KAKAO", kecamatan_code=None, permits={}),
        programme(clusters=frozenset({"PISANG"}), kecamatan=frozenset({"64.08.04"}), required_certificates=("NIB",)),
    ).match(0)
    assert [item["check"] for item in found.gate] == ["status", "business", "kecamatan", "permit.NIB"]
    assert all(item["message"]["template"] for item in found.gate)


def test_a_no_outweighs_what_is_not_known():
    profile = ikm(status="closed", kecamatan_code=None)
    assert weighed_one(profile, programme(kecamatan=frozenset({"64.08.04"}))).match(0).state == "not_eligible"


def test_of_seats_that_exclude_each_other_the_one_at_the_same_hour_is_told_and_one_whose_times_are_open():
    at_once = engagement(offer_id=UUID(int=6), title="Bimtek kemasan", meetings=(meeting(1, 1, 4),))
    found = weighed_one(ikm(), programme(meetings=(meeting(1, 3, 6),)), engagement(title="Magang"), at_once).match(0)
    told = [(item["verdict"], item["message"]["params"]["title"]) for item in found.gate]
    assert told == [("no", "Bimtek kemasan"), ("unknown", "Magang")]


@pytest.mark.parametrize(
    ("kbli", "prefix", "fits"),
    [("10794", "1079", True), ("10794", "10794", True), ("10800", "1079", False), ("10799", "107", True),
     ("01111", "1", False), ("01111", "0", True), ("107", "1079", False), ("107", "10", True)],
)  # fmt: skip
def test_a_kbli_prefix_is_a_range_of_numbers(kbli, prefix, fits):
    state = weighed_one(ikm(kbli=kbli), programme(kbli_prefixes=(prefix,))).match(0).state
    assert (state == "suggested") == fits
