"""What stands in several letters."""

import pytest

from services.notifications.letters.sentences import answer_by_phone
from services.notifications.letters.told import Told
from shared.language import use_language
from shared.settings import UNSET, Office


@pytest.mark.parametrize(
    ("phone", "whatsapp", "sentence"),
    [
        ("0549-21000", "", "Bapak/Ibu juga bisa menjawab lewat telepon."),
        ("0549-21000", "0812-5550-100", "Bapak/Ibu juga bisa menjawab lewat telepon atau WhatsApp."),
        (UNSET.phone, "0812-5550-100", "Bapak/Ibu juga bisa menjawab lewat WhatsApp."),
        (UNSET.phone, "", None),
    ],
)
def test_only_the_ways_that_lead_to_the_office_are_named(phone: str, whatsapp: str, sentence: str | None) -> None:
    office = Office("Dinas", phone, "ikm@kutim.example", whatsapp=whatsapp)
    with use_language("id"):
        assert answer_by_phone(Told({}, office, "", "", {})) == sentence
