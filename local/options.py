"""What the commands understand on their command line."""

import argparse
from pathlib import Path

from local.place import Place

ROOT = Path(__file__).resolve().parent.parent


def parser(command: str, about: str) -> argparse.ArgumentParser:
    """Return a parser that already knows where the data lies."""
    made = argparse.ArgumentParser(prog=f"./sinergi {command}", description=about)
    made.add_argument("--data", metavar="DIR", type=Path, default=ROOT / "var", help="data directory (default: var)")
    return made


def place_of(options: argparse.Namespace) -> Place:
    """Return the data directory that was named, made if it is missing."""
    place = Place(options.data.absolute())
    place.prepare()
    return place
