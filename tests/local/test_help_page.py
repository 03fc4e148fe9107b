"""The help in the product is the text of the documents, and what it quotes from the screen stands there."""

import re

import pytest
from babel.messages.pofile import read_po

from local import help_page
from local.glossary import hard_words, long_sentences, other_address
from local.help_page import ROOT, TEXT
from shared.events.catalogue import SERVICES
from shared.web.help import _OF_INSTITUTIONS, _OF_PATH
from shared.web.site import PARTS

WORDS = TEXT.read_text()
PARTS_OF_TEXT = {help_page.slug(title) for title in help_page.parts(WORDS)}


def on_screen() -> set[str]:
    """Return everything the pages say in Indonesian; what is put in stands as "…"."""
    said = {str(entry.label) for part in PARTS.values() for entry in part.menu}
    for folder in ("shared", *(f"services/{service}" for service in SERVICES)):
        with (ROOT / folder / "translations" / "id.po").open("rb") as file:
            said |= {re.sub(r"\{\w+\}", "…", str(message.string)) for message in read_po(file)}
    return said | {"tebal", "WhatsApp"}


def test_the_product_shows_the_text_of_the_documents() -> None:
    assert help_page.PAGE.read_text() == help_page.written(WORDS), "python -m local.help_page writes it anew"


@pytest.mark.parametrize("quoted", sorted(set(re.findall(r"\*\*([^*]+)\*\*", WORDS))))
def test_what_the_help_quotes_stands_on_the_screen(quoted: str) -> None:
    assert quoted in on_screen()


def test_every_part_that_a_page_leads_to_is_there() -> None:
    assert {part for _, part in (*_OF_PATH, *_OF_INSTITUTIONS)} <= PARTS_OF_TEXT


def test_the_page_of_the_plan_leads_to_what_is_said_of_the_plan() -> None:
    parts = {help_page.slug(title): text for title, text in help_page.parts(WORDS).items()}
    assert "**Rencana**" in parts[dict(_OF_PATH)["/rencana"]]


def test_what_an_institution_must_give_is_said_as_its_form_asks_it() -> None:
    asked = help_page.parts(WORDS)["Untuk lembaga mitra"]
    assert "**Pertemuan**" in asked
    assert "**Jadwal menyusul**" in asked


def test_its_pictures_are_there_and_small() -> None:
    pictures = [TEXT.parent / path for path in re.findall(r"\]\(([^)]+\.png)\)", WORDS)]
    assert len(pictures) == 5
    assert all(picture.stat().st_size < 120_000 for picture in pictures)


def test_it_is_written_in_short_sentences_and_plain_words() -> None:
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)|`[^`]*`|[|*#]", " ", WORDS)
    assert [*long_sentences(text), *hard_words(text), *other_address(text)] == []
