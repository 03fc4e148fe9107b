"""Text that no database keeps (a NUL, half a surrogate pair) is refused before it reaches one."""

from collections.abc import Iterator
from typing import Any

from flask import Flask, request

from shared.errors import InvalidInput
from shared.language import msg
from shared.web.body import readable_json

UNSTORABLE = msg("The text contains a character that cannot be stored.")


def refuse_unstorable(app: Flask) -> None:
    """Answer 422 to addresses and JSON with such text; forms drop these characters by themselves."""

    @app.before_request
    def check() -> None:
        texts = [("path", request.path), *request.args.items(multi=True)]
        if request.is_json and b"\\u" in request.get_data():
            texts += _texts(readable_json(request))
        refused = {name for name, text in texts if not is_storable(text)}
        if refused:
            raise InvalidInput({name: [UNSTORABLE] for name in sorted(refused)})


def is_storable(text: str) -> bool:
    """Tell whether every database keeps this text."""
    return not any(character == "\x00" or "\ud800" <= character <= "\udfff" for character in text)


def _texts(whole: Any) -> Iterator[tuple[str, str]]:
    """Yield every text with the name of the field it stands in, however deep."""
    left = [("", whole)]
    while left:
        name, value = left.pop()
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, dict):
            left += [(name or key, inner) for key, inner in value.items()]
            left += [(name or key, key) for key in value]
        elif isinstance(value, list):
            left += [(name, inner) for inner in value]
