import pytest

from services.partners.domain.written import could_be_a_name, trimmed

BLANK = [
    "",
    " ",
    "\t\n",
    "\u200b",
    "\u2060\ufeff",
    "\u00a0\u3000",
    "\u3164",
    "\u115f\u1160",
    "\u2800",
    "\u00ad",
    "\u202e",
]


@pytest.mark.parametrize("text", [None, *BLANK, "-", "...", "\u034f"])
def test_what_shows_nothing_says_nothing(text: str | None) -> None:
    assert trimmed(text) is None
    assert not could_be_a_name(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" Andi ", "Andi"),
        ("\u200bJose\u0301\u2060", "Jose\u0301"),
        ("Siti\u00a0Aisyah", "Siti\u00a0Aisyah"),
        ("حسن", "حسن"),
        ("王", "王"),
    ],
)
def test_a_name_stays_as_it_is_written(text: str, kept: str) -> None:
    assert trimmed(text) == kept
    assert could_be_a_name(text)


@pytest.mark.parametrize("text", ["3 hari lagi panen", "🤒", "2"])
def test_a_reason_may_be_short(text: str) -> None:
    assert trimmed(text) == text


@pytest.mark.parametrize("text", ["2", "🤒", "!!"])
def test_a_name_has_a_letter(text: str) -> None:
    assert not could_be_a_name(text)
