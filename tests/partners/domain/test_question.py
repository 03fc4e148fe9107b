"""What is asked by telephone: of every thing the gate may not know there is a question, or a reason why not."""

import inspect
import re
from datetime import date

import pytest

from services.partners.domain import eligibility
from services.partners.domain.profile import Permit
from services.partners.domain.question import (
    ASKED,
    NOT_FOR_THE_OWNER,
    UNSAID,
    Heard,
    Question,
    can_be_asked,
    questions,
    wrong,
)
from services.partners.domain.reason import Reason
from shared.language import use_language
from shared.vocabulary import CERTIFICATES
from tests.partners.domain.examples import engagement, ikm, programme, weighed, weighed_one

UNKNOWN_REASONS = {Reason[name] for name in re.findall(r"UNKNOWN, Reason\.(\w+)", inspect.getsource(eligibility))}
EVERYTHING = programme(
    topic="SERTIFIKASI_HALAL",
    clusters=frozenset({"KAKAO"}),
    kbli_prefixes=("1073",),
    kecamatan=frozenset({"64.08.04"}),
    size_classes=frozenset({"KECIL"}),
    required_certificates=tuple(CERTIFICATES),
)
NOTHING_KNOWN = ikm(kecamatan_code=None, cluster=None, kbli=None, size_class=None, permits={})


def keys(*asked):
    return [question.key for question in questions(weighed_one(*asked), 0)]


def test_whatever_the_gate_may_not_know_is_asked_or_says_why_not():
    assert ASKED.keys() | NOT_FOR_THE_OWNER.keys() == UNKNOWN_REASONS
    assert not ASKED.keys() & NOT_FOR_THE_OWNER.keys()


def test_of_an_ikm_of_which_nothing_is_known_everything_is_asked_once():
    assert keys(NOTHING_KNOWN, EVERYTHING) == [
        "cluster",
        "kbli",
        "kecamatan_code",
        "size",
        *(f"certificate.{kind}" for kind in CERTIFICATES),
    ]


def test_an_answer_to_every_question_leaves_nothing_unknown():
    known = ikm(permits={kind: Permit("yes") for kind in CERTIFICATES})
    assert keys(known, EVERYTHING) == []


def test_only_what_is_open_is_asked():
    assert keys(ikm(cluster=None), programme(clusters=frozenset({"KAKAO"}))) == ["cluster"]
    assert keys(ikm(kbli=None), programme(kbli_prefixes=("1073",))) == ["kbli"]


def test_what_no_owner_can_say_is_not_asked():
    seats = weighed_one(ikm(), programme(), engagement())
    assert not can_be_asked(seats)[0]
    assert not questions(seats, 0)


def test_the_column_says_of_each_what_its_questions_say():
    profiles = [ikm(), NOTHING_KNOWN, ikm(size_class=None)]
    everybody = weighed(profiles, EVERYTHING)
    assert list(can_be_asked(everybody)) == [bool(questions(everybody, row)) for row in range(len(profiles))]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_question_is_one_short_sentence(language):
    with use_language(language):
        asked = [str(question.words) for question in questions(weighed_one(NOTHING_KNOWN, EVERYTHING), 0)]
    assert all(words.endswith("?") and words.count("?") == 1 and len(words.split()) <= 15 for words in asked)


def test_a_question_is_known_again_by_its_key():
    for question in questions(weighed_one(NOTHING_KNOWN, EVERYTHING), 0):
        assert Question.called(question.key) == question
    assert [Question.called(key) for key in ("", "certificate", "certificate.X", "kbli.NIB", "nik", "size.")] == [
        None
    ] * 6


@pytest.mark.parametrize(
    ("key", "heard", "fields"),
    [
        ("certificate.HALAL", Heard("yes", expires_on=date(2028, 1, 1)), set()),
        ("certificate.NIB", Heard("yes", "9120001234567"), set()),
        ("certificate.NIB", Heard("yes", "912000123456"), {"number"}),
        ("certificate.NIB", Heard("no", "9120001234567"), {"number"}),
        ("certificate.HALAL", Heard("yes", "123"), {"number"}),
        ("certificate.HALAL", Heard("no", expires_on=date(2028, 1, 1)), {"expires_on"}),
        ("certificate.HALAL", Heard("PISANG"), {"answer"}),
        ("cluster", Heard("PISANG"), set()),
        ("cluster", Heard("none_of_these"), set()),
        ("kecamatan_code", Heard("64.08.99"), {"answer"}),
        ("kbli", Heard("code", "10794"), set()),
        ("kbli", Heard("code"), {"number"}),
        ("kbli", Heard("code", "1079²"), {"number"}),
        ("size", Heard("yes"), {"answer"}),
        *(("size", Heard(outcome), set()) for outcome in UNSAID),
    ],
)
def test_each_thing_wrong_with_an_answer_stands_beside_its_field(key, heard, fields):
    assert {field for error in wrong(Question.called(key), heard) for field in error.errors} == fields
