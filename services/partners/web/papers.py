"""Papers as files that a browser shows and prints. They speak Indonesian: they are the office's own forms."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Response

from shared.paper import pdf

PAPERS = Path(__file__).parent.parent / "papers"


def as_pdf(paper: str, data: Mapping[str, Any], name: str) -> Response:
    """Return the paper of this name, filled in; ``name`` is how its file is called where somebody keeps it."""
    shown = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(pdf(PAPERS / f"{paper}.typ", data), mimetype="application/pdf", headers=shown)
