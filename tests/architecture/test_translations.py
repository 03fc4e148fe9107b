"""Every sentence people read exists in Indonesian, says the same things, and says them the same way everywhere."""

import re

import pytest

from local import catalogue


@pytest.fixture(params=sorted(catalogue.PACKAGES))
def package(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_sentence_is_translated_with_the_same_places(package: str) -> None:
    assert catalogue.faults(package) == []


def test_no_translation_is_left_over(package: str) -> None:
    assert set(catalogue.read(package)) <= set(catalogue.wanted(package))


def test_one_sentence_has_one_translation() -> None:
    words: dict[str, set[str]] = {}
    for package in catalogue.PACKAGES:
        for sentence, translation in catalogue.read(package).items():
            words.setdefault(sentence, set()).add(translation)
    assert {sentence: found for sentence, found in words.items() if len(found) > 1} == {}


def test_sentences_are_found_in_code_and_templates() -> None:
    found = catalogue.sentences(catalogue.PACKAGES["shared"])
    assert found["This file is too large: 25 MB at most."] == ["shared/web/errors.py"]
    assert found["Skip to the content"] == ["shared/web/templates/layout.html"]


def test_no_sentence_is_about_a_bare_who(package: str) -> None:
    """ "Who was invited … read this" is no sentence of English: "Whoever was invited … reads this"."""
    bare = re.compile(r"(?:^|[.!:;] )Who (?:is|was|were|has|had|holds|wants|may)\b[^?]*$")
    assert [sentence for sentence in catalogue.wanted(package) if bare.search(sentence)] == []
