"""A form that is shown again instead of being acted on: with everything typed, for the person to send once more."""

from collections.abc import Sequence

from flask import g, request
from werkzeug.datastructures import ImmutableMultiDict

from shared.language import Message


class AskedAgain(Exception):
    """Nothing was done yet: the form has to be sent once more. No refusal that a view would word itself."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


class TypedBefore(ImmutableMultiDict[str, str]):
    """What was typed, to be shown and not to be acted on; ``why`` says so to its reader."""

    def __init__(self, fields: Sequence[tuple[str, str]], why: Message) -> None:
        super().__init__(fields)
        self.why = why


def only_show(fields: Sequence[tuple[str, str]], why: Message) -> None:
    """Let the view of this request show its form with these fields; whatever would change something is refused."""
    request.form = TypedBefore(fields, why)
    g.only_show = why


def only_shown() -> Message | None:
    """Return why the form of this request is only shown; None where it is acted on."""
    why: Message | None = g.get("only_show")
    return why


def require_sent() -> None:
    """Raise AskedAgain where the form of this request is only shown: called before anything is changed."""
    why = only_shown()
    if why:
        raise AskedAgain(why)
