"""Indonesian first, English second: messages travel as template and parameters, and are worded at the edge."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

DEFAULT = "id"
LANGUAGES = {"id": "Indonesia", "en": "English"}
ROOT = Path(__file__).resolve().parent.parent

_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


@dataclass(frozen=True)
class Message:
    """A sentence not yet worded: an English template with ``{name}`` places, and what goes there."""

    template: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return translate(self)

    def as_json(self) -> dict[str, Any]:
        """Return a JSON object from which :meth:`from_json` makes the same message."""
        return {
            "template": self.template,
            "params": {
                name: value.as_json() if isinstance(value, Message) else value for name, value in self.params.items()
            },
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Message":
        return cls(
            value["template"],
            {name: cls.from_json(param) if _is_message(param) else param for name, param in value["params"].items()},
        )


def _is_message(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"template", "params"}


def msg(template: str, /, **params: Any) -> Message:
    """Mark an English sentence for translation and keep its parameters for later."""
    return Message(template, params)


def translate(message: Message, language: str | None = None) -> str:
    """Word a message in a language (default: the current one)."""
    chosen = language or current_language()
    params = {
        name: translate(value, chosen) if isinstance(value, Message) else value
        for name, value in message.params.items()
    }
    text = _catalogue(chosen).get(message.template, message.template)
    return text.format(**params) if params else text


def gettext(template: str, /, **params: Any) -> str:
    """Word a sentence in the current language at once."""
    return translate(Message(template, params))


def ngettext(singular: str, plural: str, number: int, /, **params: Any) -> str:
    """Word a sentence about ``number`` things; Indonesian has one form for both."""
    return gettext(singular if number == 1 else plural, **params)


def current_language() -> str:
    """Return the language in which words are said here."""
    return _language.get()


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Word everything inside in one language; unknown ones fall back to Indonesian."""
    token = _language.set(language if language in LANGUAGES else DEFAULT)
    try:
        yield
    finally:
        _language.reset(token)


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    texts: dict[str, str] = {}
    for path in catalogue_files(language):
        with path.open("rb") as file:
            texts.update(_texts(read_po(file, locale=language)))
    return texts


def catalogue_files(language: str) -> list[Path]:
    """Return the catalogue of the kernel and of each service for a language, where there is one."""
    folders = [ROOT / "shared", *sorted((ROOT / "services").glob("*"))]
    paths = [folder / "translations" / f"{language}.po" for folder in folders]
    return [path for path in paths if path.is_file()]


def _texts(catalog: Catalog) -> dict[str, str]:
    return {
        entry.id: entry.string
        for entry in catalog
        if isinstance(entry.id, str) and entry.id and isinstance(entry.string, str) and entry.string
    }
