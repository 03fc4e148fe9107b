"""What may stand in an address: nothing that no database keeps, and no personal number."""

import re

from flask import Flask, request

from shared.errors import InvalidInput
from shared.language import Message, msg
from shared.nik import holds_nik, without_nik
from shared.text import is_fit
from shared.web.text import UNFIT

NIK_IN_ADDRESS = msg("A personal number (NIK) cannot be searched for: it must not stand in an address.")
REFERENCE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def check_addresses(app: Flask) -> None:
    """Answer 422 to such addresses, before they are kept or shown anywhere."""

    @app.before_request
    def check() -> None:
        texts = [("path", request.path), *((name, f"{name} {text}") for name, text in request.args.items(multi=True))]
        refused = {name: told for name, text in texts if (told := _refusal(name, text))}
        if refused:
            raise InvalidInput({without_nik(name): [told] for name, told in refused.items()})


def _refusal(name: str, text: str) -> Message | None:
    if not is_fit(text):
        return UNFIT
    return NIK_IN_ADDRESS if name != "path" and holds_nik(REFERENCE.sub("", text)) else None
