"""One declaration becomes text and HTML."""

import pytest

from services.notifications.domain.addressee import Addressee
from services.notifications.letters.catalogue import LETTERS
from services.notifications.letters.content import Button, Content, Facts, Items
from services.notifications.letters.letter import INSTITUTION, letter
from services.notifications.letters.rendering import Written, write
from services.notifications.letters.told import Told
from shared.database import new_id
from shared.language import msg
from shared.settings import UNSET, Office

OFFICE = Office("Dinas <Kutim>", "0549-1", "ikm@kutim.example")
SITE = "https://ikm.example"
MAILBOX = Addressee("Unmul & co", "kerja.sama@unmul.example", "en")
OFFER = {"offer_id": "7", "title": "Kemasan", "institution_name": "Unmul"}


@letter(msg("Everything"), to=INSTITUTION)
def everything(told: Told) -> Content:
    return Content(
        f"About\n{told.title}",
        [
            f"<b>{told['words']}</b>",
            None,
            Facts([("Place & time", ["Aula <1>", "pagi"])]),
            Items(["one <2>", "two"]),
            Button("Open <it>", told.offer_page("/peserta?a=1&b=2")),
        ],
    )


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LETTERS, everything.name, everything)


def written(to: Addressee = MAILBOX, unsubscribe_url: str | None = None) -> Written:
    context = {"offer": OFFER, "words": "a"}
    return write(everything.name, context, to, office=OFFICE, site=SITE, unsubscribe_url=unsubscribe_url)


def test_text_holds_every_part_as_it_is_in_the_order_of_reading() -> None:
    assert (
        written().text
        == """To Unmul & co,

<b>a</b>

Place & time: Aula <1>
  pagi

- one <2>
- two

Open <it>:
https://ikm.example/penawaran/saya/7/peserta?a=1&b=2

Thank you for your attention and cooperation.

Yours sincerely,
Dinas <Kutim>

--\x20
Questions? Reply to this email.
Telephone: 0549-1
"""
    )


def test_html_holds_every_part_and_no_mark_of_somebody_else() -> None:
    html = written().html
    for part in (
        "<p>To Unmul &amp; co,</p>",
        "<p>&lt;b&gt;a&lt;/b&gt;</p>",
        ">Place &amp; time:</th>",
        ">Aula &lt;1&gt;<br>pagi</td>",
        "<li>one &lt;2&gt;</li>",
        '<a href="https://ikm.example/penawaran/saya/7/peserta?a=1&amp;b=2"',
        ">Open &lt;it&gt;</a>",
        "<strong>Dinas &lt;Kutim&gt;</strong>",
    ):
        assert part in html
    assert "None" not in html


def test_html_fetches_nothing_from_anywhere() -> None:
    html = written(unsubscribe_url=f"{SITE}/surel/berhenti/x").html
    assert not any(mark in html for mark in ("src=", "<link", "@import", "url(", "<script"))


def test_a_subject_is_one_line() -> None:
    assert written().subject == "About Kemasan"


def test_a_person_is_addressed_as_one() -> None:
    person = Addressee("Sari", "sari@ikm.example", "en", ikm_id=new_id())
    assert written(person).text.startswith("Dear Sari,\n")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("Bu Sri", "Yth. Bu Sri,\n"),
        ("Sri", "Yth. Bapak/Ibu Sri,\n"),
        ("Kue Kering Marlina", "Yth. Kue Kering Marlina,\n"),
        (OFFER["institution_name"], f"Yth. {OFFER['institution_name']},\n"),
    ],
)
def test_a_business_that_stands_for_an_unknown_owner_is_not_addressed_as_a_person(name: str, begins: str) -> None:
    context = {"offer": OFFER, "words": "a", "ikm_name": "Kue Kering Marlina"}
    to = Addressee(name, "kue@ikm.example", "id", ikm_id=new_id())
    assert write(everything.name, context, to, office=OFFICE, site=SITE).text.startswith(begins)


def test_the_way_out_stands_in_both() -> None:
    letter_with_it = written(unsubscribe_url=f"{SITE}/surel/berhenti/x")
    assert letter_with_it.text.endswith("No more mails of this kind: https://ikm.example/surel/berhenti/x\n")
    assert '<a href="https://ikm.example/surel/berhenti/x"' in letter_with_it.html


def test_large_numbers_are_written_as_people_read_them() -> None:
    told = {"offer": {**OFFER, "quota": 1500}, "suggested": 1327, "to_confirm": 2048, "not_eligible": 3999}
    reader = Addressee("Rahmat", "rahmat@kutim.example", "id", account_id=new_id())
    text = write("matches_suggested", told, reader, office=OFFICE, site=SITE).text
    for figure in ("1.327", "2.048", "3.999", "1.500"):
        assert f": {figure}\n" in text


def test_what_a_letter_says_and_was_not_told_is_an_error() -> None:
    with pytest.raises(KeyError):
        write(everything.name, {"offer": OFFER}, MAILBOX, office=OFFICE, site=SITE)


def test_a_letter_bears_the_offices_head_and_leads_to_its_phone_and_chat() -> None:
    office = Office(
        "Dinas", "0549-21000", "ikm@kutim.example", whatsapp="0812-3456-7890", letterhead="PEMERINTAH <Kab>\nDinas",
        hours="Senin–Jumat 08.00–16.00", address="Jl. Syahranie 5\nSangatta",
    )  # fmt: skip
    letter = write(everything.name, {"offer": OFFER, "words": "a"}, MAILBOX, office=office, site=SITE)
    assert letter.text.startswith("PEMERINTAH <Kab>\nDinas\n\nTo Unmul & co,")
    for line in (
        "Questions? Reply to this email.",
        "Telephone: 0549-21000",
        "Senin–Jumat 08.00–16.00",
        "Jl. Syahranie 5, Sangatta",
        "WhatsApp 0812-3456-7890: https://wa.me/6281234567890",
    ):
        assert f"{line}\n" in letter.text
    for part in ("PEMERINTAH &lt;Kab&gt;<br>Dinas", 'href="tel:+6254921000"', 'href="https://wa.me/6281234567890"'):
        assert part in letter.html


def test_a_number_that_nobody_has_said_is_not_offered() -> None:
    letter = write(everything.name, {"offer": OFFER, "words": "a"}, MAILBOX, office=UNSET, site=SITE)
    assert "Telephone" not in letter.text
    assert UNSET.phone not in letter.text + letter.html
    assert "tel:" not in letter.html


def test_without_a_number_for_whatsapp_no_chat_is_offered() -> None:
    assert "wa.me" not in written().text + written().html
