"""What came of a programme, as far as the ledger looks: the register says it."""

REACHED = frozenset({"achieved", "verified", "expired"})
"""Evidence is there, or was until its time ran out; what was refused or revoked never counted."""
