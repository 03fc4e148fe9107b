"""Papers as PDF, set by typst from a template that lies with its service.

What a paper says comes as data and is never read as markup, so nobody can type something into it. Only the fonts that
come with typst are used: a paper looks the same on every machine. PDF/A-2a: readable in an archive, and read aloud.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import segno
import typst
from markupsafe import Markup

from shared.clock import now
from shared.json_text import to_json


def pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """Return the paper: the template sets the document's title and reads ``json(bytes(sys.inputs.data))``."""
    return typst.compile(
        template,
        root=template.parent,
        sys_inputs={"data": to_json(dict(data))},
        ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(now().timestamp()),
    )


def qr(text: str) -> Markup:
    """Return a code that a phone's camera reads, as SVG; a quarter of it may be soiled."""
    drawn = segno.make_qr(text, error="q").svg_inline(border=4, omitsize=True)
    return Markup(drawn)  # noqa: S704 - paths only, drawn by the library
