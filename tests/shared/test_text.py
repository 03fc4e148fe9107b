import pytest

from shared.text import has_letter, is_blank, is_fit, lines, one_line, says_something

NOTHING = [
    "", "   ", "\u200b", "\u3164", "\u2800", "\u115f\u1160", "\uffa0", "\u0301\u0301", "\u00ad", "\ufeff", "\u2060",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_what_shows_nothing_is_blank(text):
    assert is_blank(text)
    assert not says_something(text)


@pytest.mark.parametrize("text", ["-", "…", "?!", "✓", "( )"])
def test_signs_alone_say_nothing_and_are_not_blank(text):
    assert (is_blank(text), says_something(text)) == (False, False)


@pytest.mark.parametrize("text", ["a", "7", " é ", "٣", "木"])
def test_one_letter_or_digit_says_something(text):
    assert says_something(text)


@pytest.mark.parametrize(
    ("text", "has"), [("Andi", True), ("حسن", True), ("王", True), ("2", False), ("!!", False), ("\u3164", False)]
)
def test_a_name_has_a_letter(text, has):
    assert has_letter(text) is has


@pytest.mark.parametrize(
    "sign", ["\x00", "\x1b", "\x7f", "\x9f", "\ud800", *"\u202a\u202b\u202c\u202d\u202e\u2066\u2069"]
)
def test_what_cannot_be_kept_or_turns_what_follows_is_unfit(sign):
    assert not is_fit(f"Tahu{sign}Baru")


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\t", "\x0b", "\x85", "\u2028", "\u2029", "\u00a0"])
def test_one_line_is_one_line(sign):
    assert is_fit(sign)
    assert one_line(f" Tahu{sign}Baru ") == "Tahu Baru"


def test_lines_keep_their_breaks():
    assert lines("satu\r\n\tdua\u2028tiga \n\n") == "satu\n dua\ntiga"


def test_what_nobody_sees_is_taken_out():
    assert (one_line("Ta\u200bhu"), lines("Ta\u00adhu\ufeff")) == ("Tahu", "Tahu")
