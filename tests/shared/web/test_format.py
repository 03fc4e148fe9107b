from shared.language import msg
from shared.web import format as written


def test_keyword_arguments_become_attributes() -> None:
    sent = {"aria_label": 'Kata "kunci"', "autofocus": True, "min": 0, "max": None, "readonly": False}
    assert written.attributes(sent) == ' aria-label="Kata &#34;kunci&#34;" autofocus min="0"'


def test_messages_are_worded_and_text_stays_text() -> None:
    assert written.worded(msg("Offers")) == "Penawaran"
    assert (written.worded("Offers"), written.worded(None)) == ("Offers", "")
