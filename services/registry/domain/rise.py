"""What an IKM rose by between two looks at it. What was not known before is no rise: it was only not recorded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.registry.domain.rise_rules import ASPECT, CLASS, CLASSES, RuleBook

Facts = Mapping[str, Any]
"""``size``, ``sales``: a class or None. By certificate: ``state``, ``number``, ``issued_on``. ``aspects``: scores.
``aimed``: kinds that a programme aims at."""


@dataclass(frozen=True)
class Risen:
    """``on``: the day of its evidence, None where that has none. ``evidence``: what shows it, as plain text."""

    rule: str
    version: int
    old: str | None
    new: str
    evidence: str
    on: date | None = None


def risen(book: RuleBook, old: Facts, new: Facts, registered_on: date) -> list[Risen]:
    """Return by which rules an IKM rose from what was seen of it to what is seen now."""
    found = []
    for rule in book.rules:
        if rule.how == CLASS:
            steps = _class(old.get(rule.of), new.get(rule.of), str(new.get("figures") or ""))
        elif rule.how == ASPECT:
            steps = _aspects(old.get("aspects") or {}, new.get("aspects") or {}, str(new.get("assessed") or ""))
        else:
            lacked = rule.of in (new.get("aimed") or ())
            steps = _first(old.get(rule.of) or {}, new.get(rule.of) or {}, registered_on, lacked=lacked)
        found += [Risen(rule.code, book.version, *step) for step in steps]
    return found


Step = tuple[str | None, str, str, date | None]


def _class(old: str | None, new: str | None, figures: str) -> Iterator[Step]:
    if old in CLASSES and new in CLASSES and CLASSES.index(new) > CLASSES.index(old):
        yield old, new, figures, None


def _first(old: Mapping[str, Any], new: Mapping[str, Any], registered_on: date, *, lacked: bool) -> Iterator[Step]:
    """Yield the first certificate; ``lacked``: a programme aims at it, so it was not there when that began."""
    number, issued = new.get("number"), new.get("issued_on")
    day = date.fromisoformat(issued) if issued else None
    if new.get("state") != "yes" or old.get("state") == "yes" or not number:
        return
    if old.get("state") == "no" or lacked or (day is not None and day >= registered_on):
        yield old.get("state"), str(number), str(number), day


def _aspects(old: Mapping[str, int], new: Mapping[str, int], source: str) -> Iterator[Step]:
    for name, score in new.items():
        if name in old and score > old[name]:
            yield f"{name} {old[name]}", f"{name} {score}", source, None
