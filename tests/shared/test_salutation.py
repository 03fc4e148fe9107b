"""How a letter begins."""

import pytest

from shared.language import translate, use_language
from shared.salutation import salutation


@pytest.mark.parametrize(
    ("name", "is_person", "begins"),
    [
        ("Rahma", True, "Yth. Bapak/Ibu Rahma,"),
        ("Budi", True, "Yth. Bapak/Ibu Budi,"),
        ("Pakpahan", True, "Yth. Bapak/Ibu Pakpahan,"),
        ("Bu Sri", True, "Yth. Bu Sri,"),
        ("IBU SRI", True, "Yth. IBU SRI,"),
        ("pak Roni", True, "Yth. pak Roni,"),
        ("Bapak Roni", True, "Yth. Bapak Roni,"),
        ("Bpk. Roni", True, "Yth. Bpk. Roni,"),
        ("Kue Kering Marlina", False, "Yth. Kue Kering Marlina,"),
    ],
)
def test_bapak_ibu_stands_before_people_alone_and_never_twice(name: str, is_person: bool, begins: str) -> None:
    with use_language("id"):
        assert translate(salutation(name, is_person=is_person)) == begins


def test_in_english_a_person_is_dear() -> None:
    with use_language("en"):
        assert [translate(salutation(name, is_person=True)) for name in ("Bu Sri", "Sri")] == [
            "Dear Bu Sri,",
            "Dear Sri,",
        ]
