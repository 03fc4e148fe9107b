"""The words of the product: what is said instead of a word that an owner would have to look up, and how briefly."""

import re
from collections.abc import Iterator

INSTEAD_OF = {
    r"bersedia hadir": "bisa datang",
    r"berhalangan": "tidak bisa datang",
    r"diwakil(kan|i)": "orang lain yang datang",
    r"konfirmasi kehadiran": "beri tahu kami",
    r"terkonfirmasi": "pasti datang",
    r"perlu konfirmasi": "perlu ditanya dulu",
    r"program ini tidak jadi": "acara ini tidak jadi",
    r"nomor antrean(nya)?": "nomor di daftar tunggu",
    r"batas konfirmasi(nya)?": "jawab paling lambat",
    r"penyelenggara": "yang mengadakan",
    r"luring": "tatap muka",
    r"daring": "lewat internet",
    r"tautan(nya)?": "link",
    r"(ber)?surel(nya)?": "email",
    r"berkas kalender( terlampir)?": "file kalender di email ini",
    r"batal dilaksanakan": "tidak jadi",
    r"(di)?tarik kembali": "maaf, Bapak/Ibu tidak jadi ikut",
    r"kerja samanya": "kerja sama Bapak/Ibu",
    r"pada hari ini": "pada tanggal itu",
}
"""Hard words as patterns, and the plain ones. Whoever adds a word adds it here first."""
ADDRESS = re.compile(r"\banda\b", re.IGNORECASE)
"""Everybody is addressed as Bapak/Ibu, in mails and on pages alike."""
HARD = {rf"\b{word}\b": plain for word, plain in INSTEAD_OF.items()}
READ_BY_OWNERS = (
    "services/notifications/letters/",
    "services/partners/web/whatsapp.py",
    "services/partners/web/respond.py",
    "services/partners/web/reader.py",
    "services/partners/actions/invitations.py",
    "services/partners/queries/links.py",
    "services/partners/domain/line.py",
    "services/partners/domain/invitation.py",
    "services/partners/templates/partners/respond/",
    "services/partners/templates/partners/calls/",
    "services/partners/templates/partners/facts.html",
    "services/partners/templates/partners/line/",
    "services/partners/web/line",
    "services/partners/schemas/invitation.py",
    "services/partners/domain/excuse.py",
    "services/partners/web/calendar.py",
    "services/partners/web/facts.py",
    "services/partners/templates/partners/base.html",
    "services/notifications/templates/notifications/unsubscribe/",
    "services/notifications/web/unsubscribe.py",
    "shared/",
)
"""Where the sentences stand that reach an owner: mails, pages of a link, messages, and what a caller reads out."""
MOST_WORDS = 15
BREAKS = re.compile(r"(?<=[.!?:;])\s+|\n|\s·\s")


def hard_words(text: str) -> Iterator[str]:
    """Yield, in words, each hard word of a text with what to say instead."""
    for word, plain in HARD.items():
        for found in re.finditer(word, text, re.IGNORECASE):
            yield f"“{found[0]}”: say “{plain}”"


def long_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text that nobody reads to their end; a place counts as a word."""
    for sentence in BREAKS.split(text):
        if len(re.findall(r"[^\s–-]+", sentence)) > MOST_WORDS:
            yield sentence


def other_address(text: str) -> Iterator[str]:
    """Yield every other form of address."""
    yield from ADDRESS.findall(text)


def is_read_by_owners(files: list[str]) -> bool:
    """Tell whether a sentence of these files may reach an owner."""
    return any(file.startswith(READ_BY_OWNERS) for file in files)
