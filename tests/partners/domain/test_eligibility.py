from datetime import date

import pytest

from services.partners.domain.eligibility import findings, verdict
from services.partners.domain.profile import Permit
from tests.partners.domain.examples import engagement, ikm, meeting, programme

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
        ikm(engagements=(engagement(meetings=(meeting(1, 1, 4),)),)),
        programme(meetings=(meeting(1, 3, 6),)),
        "no",
    ),
    (
        "a course on the same day at another hour",
        ikm(engagements=(engagement(meetings=(meeting(1, 1, 3),)),)),
        programme(meetings=(meeting(1, 3, 6),)),
        "yes",
    ),
    ("a course in the same days, times open", ikm(engagements=(engagement(),)), programme(), "unknown"),
    (
        "three programmes in the year",
        ikm(engagements=tuple(engagement(starts_on=date(2027, n, 1), ends_on=date(2027, n, 1)) for n in (6, 7, 8))),
        programme(),
        "no",
    ),
    (
        "three programmes in the year before",
        ikm(engagements=tuple(engagement(starts_on=date(2026, n, 1), ends_on=date(2026, n, 1)) for n in (6, 7, 8))),
        programme(),
        "yes",
    ),
]


@pytest.mark.parametrize(
    ("profile", "offer", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_gate(profile, offer, expected):
    assert verdict(findings(profile, offer, yearly_cap=3)) == expected


def test_every_finding_says_what_is_missing():
    found = findings(
        ikm(status="draft", cluster="KAKAO", kecamatan_code=None, permits={}),
        programme(clusters=frozenset({"PISANG"}), kecamatan=frozenset({"64.08.04"}), required_certificates=("NIB",)),
        yearly_cap=3,
    )
    assert [item.check for item in found] == ["status", "business", "kecamatan", "permit.NIB"]
    assert all(str(item.message) for item in found)


def test_a_no_outweighs_what_is_not_known():
    profile = ikm(status="closed", kecamatan_code=None)
    assert verdict(findings(profile, programme(kecamatan=frozenset({"64.08.04"})), yearly_cap=3)) == "no"
