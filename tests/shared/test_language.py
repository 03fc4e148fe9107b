"""Messages are worded at the edge, in the reader's language, also after a stay in the database."""

import json

from shared.language import Message, gettext, msg, translate, use_language


def test_english_is_the_message_itself():
    assert translate(msg("Packaging"), "en") == "Packaging"


def test_indonesian_is_the_default():
    assert gettext("Packaging") == "Pengemasan"


def test_unknown_language_falls_back_to_indonesian():
    with use_language("xx"):
        assert gettext("Packaging") == "Pengemasan"


def test_message_inside_a_message_is_worded_in_the_same_language():
    assert translate(msg("{topic}!", topic=msg("Packaging")), "id") == "Pengemasan!"


def test_message_comes_back_from_json_as_it_was():
    message = msg("{topic}: {n}", topic=msg("Packaging"), n=3)
    assert Message.from_json(json.loads(json.dumps(message.as_json()))) == message
