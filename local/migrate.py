"""./sinergi migrate: bring the databases to the current structure."""

from local import databases
from local.environment import Ports, environment
from local.options import parser, place_of


def main(arguments: list[str]) -> int:
    place = place_of(parser("migrate", "Bring the databases to the current structure.").parse_args(arguments))
    with place.lock():
        changed = databases.prepare(place, environment(place, Ports()))
    print(f"Brought up to date: {', '.join(changed)}." if changed else "The databases are up to date.")
    return 0
