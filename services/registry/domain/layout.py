"""What makes two lists the same layout: their headings, whatever year or sheet they are of."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from shared.search import search_key

_DIGITS = re.compile(r"\d+")


def fingerprint(headings: Iterable[Sequence[str]]) -> str:
    """Return a mark that lists have in common whose tables have the same headings in the same order.

    ``headings``: of each table. Two sheets of one layout are as one; a number in a heading, such as a year, may differ.
    """
    tables = sorted({tuple(map(_plain, labels)) for labels in headings})
    return hashlib.sha256(json.dumps(tables).encode()).hexdigest()


def keys(labels: Iterable[str]) -> dict[str, str]:
    """Return label to what it is called in every list of the layout."""
    seen: Counter[str] = Counter()
    named: dict[str, str] = {}
    for label in dict.fromkeys(labels):
        plain = _plain(label)
        seen[plain] += 1
        named[label] = plain if seen[plain] == 1 else f"{plain} ({seen[plain]})"
    return named


def kept(labels: Iterable[str], said: Mapping[str, str]) -> dict[str, str]:
    """Return what is said of labels, under what they are called in every list of the layout."""
    return {key: said[label] for label, key in keys(labels).items() if label in said}


def recalled(labels: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Return label to what was said of it in an earlier list of the layout."""
    return {label: known[key] for label, key in keys(labels).items() if key in known}


def _plain(label: str) -> str:
    return _DIGITS.sub("#", search_key(label))
