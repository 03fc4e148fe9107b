"""What a register may tell of mergers made and undone at will: each snapshot at least once, in any order."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from shared.chains import last_of

SIZE = 3
CLICKS = st.lists(st.integers(0, 11), max_size=8)


@dataclass(frozen=True)
class Snapshot:
    number: int
    revision: int
    merged_into: int | None


@dataclass
class Told:
    """``snapshots`` in the order of their arrival; ``lives_on_in``: how the register stands at the end."""

    snapshots: list[Snapshot]
    lives_on_in: dict[int, int] = field(default_factory=dict)

    def remaining(self, number: int) -> int:
        last = last_of(number, self.lives_on_in.get)
        assert last is not None
        return last


@st.composite
def tellings(draw: st.DrawFn) -> Told:
    """Merge two records or undo a merger, again and again; then let everything told come late and twice."""
    revisions = dict.fromkeys(range(SIZE), 1)
    told = Told([Snapshot(number, 1, None) for number in revisions])
    for click in draw(CLICKS):
        possible = _possible(told.lives_on_in)
        gone, kept = possible[click % len(possible)]
        if told.lives_on_in.pop(gone, None) is None:
            told.lives_on_in[gone] = kept
        for number in (gone, kept):
            revisions[number] += 1
            told.snapshots.append(Snapshot(number, revisions[number], told.lives_on_in.get(number)))
    again = draw(st.lists(st.sampled_from(told.snapshots), max_size=3))
    told.snapshots = draw(st.just(told.snapshots) | st.permutations([*told.snapshots, *again]))
    return told


def _possible(lives_on_in: dict[int, int]) -> list[tuple[int, int]]:
    """Return the pairs that may be merged, or are merged and may be parted: the one that is kept is a living one."""
    living = [number for number in range(SIZE) if number not in lives_on_in]
    undone = [(gone, kept) for gone, kept in lives_on_in.items() if kept in living]
    return [*undone, *undone, *((gone, kept) for gone in living for kept in living if gone != kept)]
