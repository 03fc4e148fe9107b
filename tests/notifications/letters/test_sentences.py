"""What stands in several letters."""

import pytest

from services.notifications.letters.sentences import answer_by_phone
from services.notifications.letters.told import Told
from shared.language import use_language
from shared.settings import Office


@pytest.mark.parametrize(
    ("whatsapp", "sentence"),
    [
        ("", "Bapak/Ibu juga bisa menjawab lewat telepon."),
        ("0812-5550-100", "Bapak/Ibu juga bisa menjawab lewat telepon atau WhatsApp."),
    ],
)
def test_whatsapp_is_named_only_where_the_office_has_a_number_for_it(whatsapp: str, sentence: str) -> None:
    office = Office("Dinas", "0549-21000", "ikm@kutim.example", whatsapp=whatsapp)
    with use_language("id"):
        assert answer_by_phone(Told({}, office, "", "", {})) == sentence
