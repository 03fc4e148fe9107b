"""What stands on a printed paper."""

import pypdfium2


def pages_of(printed: bytes) -> list[str]:
    """The text of each page, in one line."""
    with pypdfium2.PdfDocument(printed) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def text_of(printed: bytes) -> str:
    return " ".join(pages_of(printed))
