"""The plan of a whole country, proven over all pairs, and the same way beside kept solvers on a country they can hold.

``python -m benchmarks.country [--ikm N] [--offers M]``
"""

import argparse
import json
import subprocess
import sys
from typing import Any

from benchmarks.country.runs import told

SMALL = (200_000, 500)
PEERS = {"ortools": "OR-Tools' min-cost flow", "ours": "the plan of an office", "greedy": "a list gone down"}
"""All of them over all pairs, held in memory; worked out beforehand."""


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m benchmarks.country")
    words.add_argument("--ikm", type=int, default=4_400_000)
    words.add_argument("--offers", type=int, default=5_000)
    words.add_argument("--only", choices=["country", *PEERS], help="one run alone, told as JSON")
    given = words.parse_args()
    if given.only:
        print(json.dumps(told(given.only, given.ikm, given.offers)))
        return
    small = min(given.ikm, SMALL[0]), min(given.offers, SMALL[1])
    ours = show(*small)
    for name in PEERS:
        beside(ours, name, run(name, *small))
    if small != (given.ikm, given.offers):
        show(given.ikm, given.offers)


def run(name: str, people: int, offers: int) -> dict[str, Any]:
    """Solve in a fresh process, so that each has its own memory."""
    words = [sys.executable, "-m", "benchmarks.country", "--only", name, "--ikm", str(people), "--offers", str(offers)]
    found: dict[str, Any] = json.loads(subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True).stdout)
    return found


def show(people: int, offers: int) -> dict[str, Any]:
    """Solve and prove, print what came of it and return it."""
    one = run("country", people, offers)
    print(
        f"{people:,} IKM x {offers:,} offers: {one['pairs']:,} pairs, {one['seats']:,} of {one['free']:,} seats given"
    )
    print(f"  {one['points']:,} points, bound {one['bound']:,}, gap {one['bound'] - one['points']}, over all pairs")
    print(f"  {one['wall']:.1f} s ({one['cpu']:.1f} s CPU), of which solving {one['solved']:.1f} s")
    print(f"  {one['memory']:.0f} MB, {one['looks']} looks at all pairs, {one['core']:,} of them in the last flow")
    return one


def beside(ours: dict[str, Any], name: str, one: dict[str, Any]) -> None:
    """Print what a peer took on the same country, and ratios to ours; whoever solves it finds the same optimum."""
    assert one["points"] == ours["points"] or name == "greedy"
    less = 100 * (one["points"] - ours["points"]) / ours["points"]
    ratios = f"{one['cpu'] / ours['cpu']:.2f} x our time, {one['memory'] / ours['memory']:.2f} x our memory"
    taken = f"{one['wall']:.1f} s ({one['cpu']:.1f} s CPU), {one['memory']:.0f} MB"
    print(f"  {PEERS[name]}: {taken}, {one['points']:,} points ({less:+.2f} %), {ratios}")


if __name__ == "__main__":
    main()
