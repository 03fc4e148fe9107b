"""Words and sayings of which passwords are made in Indonesia, the file beside this one."""

from pathlib import Path

from shared.vocabulary import KECAMATAN

_LINES = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
_READ = (word for line in _LINES if not line.startswith("#") for word in line.split())
_DISTRICTS = (word for one in KECAMATAN.values() for word in one.name.casefold().split())
COMMON: tuple[str, ...] = tuple(dict.fromkeys((*_READ, *_DISTRICTS)))
"""In lower case, each once; one or a few of them in a row are soon tried."""
