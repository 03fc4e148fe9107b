"""The one site, as each service declares its part of it in ``services/<service>/site.toml``.

A file and not a question: every process shows the whole menu, also while another service is down.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from shared.events.catalogue import SERVICES
from shared.language import DEFAULT, current_language
from shared.rights import Right

FOLDER = Path(__file__).resolve().parent.parent.parent / "services"


@dataclass(frozen=True)
class Wording:
    """Words in each language, as a declaration has them."""

    words: Mapping[str, str]

    def __str__(self) -> str:
        return self.words.get(current_language(), self.words[DEFAULT])


@dataclass(frozen=True)
class Entry:
    """A way into a part of the site, and the right that it needs; lower places come first."""

    label: Wording
    path: str
    icon: str
    right: Right
    place: int = 0
    key: str = ""

    @classmethod
    def read(cls, declared: Mapping[str, Any]) -> Self:
        given = {**declared, "label": Wording(declared["label"]), "right": Right[declared["right"]]}
        return cls(**given)


@dataclass(frozen=True)
class Part:
    """What one service brings: ``waiting`` is what may wait in it for people, each under its key.

    ``office`` are the pages on which the office itself is kept. ``first`` are its steps of an office's first hour, each
    done as soon as the service counts any under its key; ``help`` is which part of the help is about the pages below an
    address, ``help_of_institutions`` where institutions read something else on them than the office.
    """

    name: Wording
    paths: tuple[str, ...]
    menu: tuple[Entry, ...]
    waiting: tuple[Entry, ...]
    office: tuple[Entry, ...]
    first: tuple[Entry, ...]
    help: Mapping[str, str]
    help_of_institutions: Mapping[str, str]

    @classmethod
    def read(cls, service: str) -> Self:
        declared = tomllib.loads((FOLDER / service / "site.toml").read_text())
        kinds = ("menu", "waiting", "office", "first")
        menu, waiting, office, first = (tuple(map(Entry.read, declared.get(kind, ()))) for kind in kinds)
        helps = (declared.get(kind, {}) for kind in ("help", "help_of_institutions"))
        return cls(Wording(declared["name"]), tuple(declared["paths"]), menu, waiting, office, first, *helps)


PARTS: dict[str, Part] = {service: Part.read(service) for service in SERVICES}

SITE: dict[str, tuple[str, ...]] = {service: part.paths for service, part in PARTS.items()}
"""Which service answers which addresses. The local site, the proxy and their test all read this."""

_BY_LENGTH = sorted(
    ((prefix, service) for service, prefixes in SITE.items() for prefix in prefixes),
    key=lambda declared: -len(declared[0]),
)

HOST = next(service for service, paths in SITE.items() if "/" in paths)
"""Answers the front page, and "not found" for addresses that are nobody's."""


def service_of(path: str) -> str:
    """Return the service that answers a path: the one that declares most of it."""
    for prefix, service in _BY_LENGTH:
        if is_under(path, prefix):
            return service
    return HOST


def is_under(path: str, prefix: str) -> bool:
    """Tell whether a path is a prefix or lies below it: /ikm and /ikm/baru, but not /ikmal."""
    return path == prefix or path.startswith(f"{prefix}/")
