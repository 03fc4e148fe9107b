"""What a register may tell of mergers made and undone at will: each snapshot at least once, in any order."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from shared.chains import last_of

SIZE = 4
NUMBERS = st.integers(0, SIZE - 1)
CLICKS = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=8)


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
    """Merge two records or, where they are merged, undo it; then let everything told come late and twice."""
    revisions = dict.fromkeys(range(SIZE), 1)
    told = Told([Snapshot(number, 1, None) for number in revisions])
    for gone, kept in draw(CLICKS):
        if gone == kept or kept in told.lives_on_in or told.lives_on_in.get(gone, kept) != kept:
            continue
        if told.lives_on_in.pop(gone, None) is None:
            told.lives_on_in[gone] = kept
        for number in (gone, kept):
            revisions[number] += 1
            told.snapshots.append(Snapshot(number, revisions[number], told.lives_on_in.get(number)))
    again = draw(st.lists(st.sampled_from(told.snapshots), max_size=3))
    told.snapshots = draw(st.permutations([*told.snapshots, *again]))
    return told
