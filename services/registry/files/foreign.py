"""Files that are no list: known by how they begin, each with the way out in one sentence."""

import zipfile

from shared.language import Message, msg

NO_WORKBOOK = msg("This is no workbook and no CSV file. Open it in the program it was made with and save it as .xlsx.")
WORD = msg("This is a text document, not a workbook. Copy its table into Excel, then save that as .xlsx.")
SLIDES = msg("This is a presentation, not a workbook. Copy its table into Excel, then save that as .xlsx.")
PICTURE = msg("This is a picture, not a workbook. Type its table into Excel, or ask for the file it was taken of.")
ARCHIVE = msg("This is an archive, not a workbook. Unpack it first, then upload the workbook in it.")
PDF = msg("This is a PDF, not a workbook. Ask for the Excel file it was made from.")
MAIL = msg("This is a web archive or a saved mail, not a workbook. Open it in Excel and save it as .xlsx.")
SHORTCUT = msg("This is only a link to a Google sheet. Open it in the browser, download it as .xlsx, then upload that.")
NUMBERS = msg("This is a workbook of Apple Numbers. Export it as Excel (.xlsx), then upload that.")
OLD = msg("This is a table of an old program. Open it in Excel or LibreOffice and save it as .xlsx.")
DATABASE = msg("This is a database, not a workbook. Export its table to Excel (.xlsx), then upload that.")
XML = msg("This is an XML file of another kind. Open it in Excel and save it as .xlsx.")

_BEGINNINGS: tuple[tuple[bytes, Message], ...] = (
    (b"%PDF", PDF),
    (b"\xff\xd8\xff", PICTURE),
    (b"\x89PNG", PICTURE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"{\\rtf", WORD),
    (b"MIME-Version:", MAIL),
    (b"SQLite format 3", DATABASE),
    (b"\x00\x01\x00\x00Standard ", DATABASE),
    (b"\x09\x00", OLD),
    (b"\x09\x02", OLD),
    (b"\x09\x04", OLD),
    (b"\x09\x08", OLD),
)
_PICTURES_INSIDE = (b"WEBP", b"ftypheic", b"ftypmif1", b"ftypheix", b"ftypavif")
_PARTS: tuple[tuple[str, Message], ...] = (
    ("word/", WORD), ("ppt/", SLIDES), ("Index/Document.iwa", NUMBERS), ("Index/Tables/", NUMBERS),
)  # fmt: skip
_STREAMS: tuple[tuple[str, Message], ...] = (("WordDocument", WORD), ("PowerPoint Document", SLIDES))


def foreign(head: bytes) -> Message | None:
    """Return the sentence for a file that begins like this, or None where it may be a list."""
    for beginning, sentence in _BEGINNINGS:
        if head.startswith(beginning) and (len(beginning) > 2 or not head[:64].isascii() or b"\x00" in head[:64]):
            return sentence
    if any(mark in head[:16] for mark in _PICTURES_INSIDE):
        return PICTURE
    if (head.lstrip()[:1] == b"{" and b"docs.google.com" in head) or b'"doc_id"' in head[:400]:
        return SHORTCUT
    return None


def foreign_zip(archive: zipfile.ZipFile) -> Message:
    """Return the sentence for an archive that is no workbook."""
    names = archive.namelist()
    for part, sentence in _PARTS:
        if any(name.startswith(part) for name in names):
            return sentence
    if "mimetype" in names:
        kind = archive.read("mimetype")[:200]
        return WORD if b"text" in kind else SLIDES if b"presentation" in kind else NO_WORKBOOK
    return ARCHIVE


def foreign_compound(content: bytes) -> Message:
    """Return the sentence for a file in the container of old Office programs that is no workbook."""
    for stream, sentence in _STREAMS:
        if stream.encode("utf-16-le") in content:
            return sentence
    return NO_WORKBOOK
