"""How much may be searched for one plan, counted in what the solver does and never in seconds."""

from dataclasses import dataclass


@dataclass
class Effort:
    """``left``: columns times looks of the solver that are still to be had, for all searches of one plan together.

    The same facts use it up at the same place on any machine.
    """

    left: int

    @property
    def is_left(self) -> bool:
        """Tell whether anything may still be searched."""
        return self.left > 0

    def spend(self, columns: int, looks: int) -> None:
        """Take away what was used."""
        self.left = max(self.left - columns * looks, 0)
