"""``python -m local.event_map``: write the event map of the README from the catalogue of events."""

import sys
from pathlib import Path

from shared.events.catalogue import CONSUMERS

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN = "<!-- event map: written by python -m local.event_map -->"
END = "<!-- end of the event map -->"


def table() -> str:
    """Return each event with those who receive it, in the order of the catalogue."""
    rows = [f"| `{contract.event_name}` | {', '.join(consumers)} |" for contract, consumers in CONSUMERS.items()]
    return "\n".join(["| event | consumers |", "|---|---|", *rows])


def placed(text: str) -> str:
    """Return a text with the map of today between its marks.

    :raises ValueError: a mark is missing.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError("The marks of the event map are not in the README.")
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def main() -> int:
    """Bring the README up to date."""
    README.write_text(placed(README.read_text()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
