"""What the mail server gets, byte by byte, of every kind of mail with words and addresses of all sorts."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import quote

import pytest

from services.notifications.channels.headers import ON_THE_WIRE
from services.notifications.letters.catalogue import LETTERS
from shared.address import header_text
from shared.events.partners import OfferClosed
from tests.notifications.conftest import Desk
from tests.notifications.factories import an_offer
from tests.notifications.kinds import facts_in, queued
from tests.notifications.mail_servers import mail_server

HOSTS = ("https://ikm.example", f"https://{'.'.join(['sinergi' * 8] * 4)}.go.id")
WORDS = {
    "plain": "Sari Lestari",
    "commas": "Dinas Perindustrian, Perdagangan, Koperasi dan Usaha Kecil Menengah Kabupaten Kutai Timur",
    "marks": 'Toko "Baru" (a\\b); d/h <x@y.example>: [lama], dll. ' * 3,
    "accents": "Dinas Pérdagangan – Kutai Timur, Bidang (IKM) yang namanya panjang sekali sampai ke sini",
    "no space": "A" * 120,
    "no letter of ours": "名前 " * 40,
    "right to left": "ا" * 70,
    "pictures": "😀" * 40,
    "already encoded": "=?utf-8?q?x?=",
    "a dot": ".",
}
PERSONAL = ("Subject", "From", "To", "Reply-To")
ENCODED_WORD = re.compile(rb"=\?[^?\s]*\?[bBqQ]\?[^?\s]*\?=")


def sent(desk: Desk, *, site: str = HOSTS[0], office: str = "Disperindag") -> list[bytes]:
    settings = {
        "SINERGI_PUBLIC_URL": site,
        "SINERGI_OFFICE_NAME": office,
        "SINERGI_MAIL_FROM": f'"{quote(office)}" <sinergi@kutim.example>',
    }
    with mail_server() as server:
        desk.deliver(server.url, **settings)
    return server.bodies


def fields(raw: bytes) -> dict[str, bytes]:
    """Return each header as it stands on the wire, its folded lines with it."""
    head = raw.partition(b"\r\n\r\n")[0]
    found = re.findall(rb"^([!-9;-~]+):([^\r\n]*(?:\r\n[ \t][^\r\n]*)*)", head, re.MULTILINE)
    return {name.decode(): value for name, value in found}


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=default)  # type: ignore[return-value]


def problems(raw: bytes) -> list[object]:
    """Return what breaks the rules of the wire: RFC 5322, 2.1.1 and 2.2; RFC 2047, 2 and 5."""
    headers = fields(raw)
    lines = [line for value in headers.values() for line in value.split(b"\r\n")[1:]]
    return [
        *(line for line in raw.split(b"\r\n") if len(line) > 998 or not line.isascii()),
        *(line for line in lines if len(line) > 78 and b" " in line.strip()),
        *(word for value in headers.values() for word in ENCODED_WORD.findall(value) if len(word) > 75),
        *(name for name, value in headers.items() if name not in PERSONAL and b"=?" in value),
        *(field.defects for field in read(raw).values() if field.defects),
    ]


def letters(text: object) -> str:
    """Leave out the spaces, of which programs see more or less between two encoded words."""
    return "".join(str(text).split())


@pytest.mark.parametrize("words", [WORDS["marks"], WORDS["accents"]])
def test_mails_of_every_kind_are_well_formed(desk: Desk, words: str) -> None:
    kinds = set()
    for template in LETTERS:
        kinds.add(queued(desk, template, facts_in(words)).template)
        for raw in sent(desk, site=HOSTS[1], office=words):
            assert problems(raw) == []
    assert kinds == set(LETTERS)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_names_and_subject_arrive_as_they_were_written(desk: Desk, words: str) -> None:
    queued(desk, "invitation", facts_in(words))
    (raw,) = sent(desk, office=words)
    assert problems(raw) == []
    message = read(raw)
    for name, address in (
        ("From", "sinergi@kutim.example"),
        ("To", "sari@ikm.example"),
        ("Reply-To", "ikm@localhost.localdomain"),
    ):
        (mailbox,) = message[name].addresses
        assert (letters(mailbox.display_name), mailbox.addr_spec) == (letters(header_text(words)), address)
    assert letters(message["Subject"]) == letters(desk.email("invitation").subject)


def test_what_is_said_of_a_mails_parts_is_read_once_and_of_its_reader_each_time() -> None:
    (part, again), (subject, another) = (
        (ON_THE_WIRE.header_factory(name, "text/html"), ON_THE_WIRE.header_factory(name, "text/html"))
        for name in ("Content-Type", "Subject")
    )
    assert part is again
    assert subject is not another


@pytest.mark.parametrize("name", ["Sari", 'Toko "Baru", Sangatta', "André – Kutai Timur, Bidang (IKM)", "=?a?="])
def test_an_ordinary_name_arrives_letter_by_letter(desk: Desk, name: str) -> None:
    queued(desk, "invitation", facts_in(name))
    (message,) = map(read, sent(desk, office=name))
    assert [message[field].addresses[0].display_name for field in ("From", "To", "Reply-To")] == [name] * 3


@pytest.mark.parametrize("site", HOSTS)
@pytest.mark.parametrize("address", ["sari@ikm.example", f"{'s' * 64}@{'.'.join(['desa' * 15] * 4)}.example"])
def test_the_way_out_of_news_can_be_followed_by_a_program(desk: Desk, site: str, address: str) -> None:
    desk.hear(OfferClosed(offer=an_offer(institution_email=address)))
    (raw,) = sent(desk, site=site)
    link = fields(raw)["List-Unsubscribe"].decode()
    assert re.fullmatch(rf" <{re.escape(site)}/surel/berhenti/[A-Za-z0-9._-]+>", link)
    assert fields(raw)["List-Unsubscribe-Post"] == b" List-Unsubscribe=One-Click"
    assert re.fullmatch(rb" <[0-9a-f]{32}@kutim\.example>", fields(raw)["Message-ID"])
    assert fields(raw)["Auto-Submitted"] == b" auto-generated"
    assert read(raw)["To"].addresses[0].addr_spec == address
